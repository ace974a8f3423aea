"""Answers: the same route serves the plain form and the htmx request."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse


def wanted() -> bool:
    """Return whether htmx asked for a fragment, rather than a browser for a page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def answer(template: str, *, otherwise: str, status: int = 200, **context) -> BaseResponse:
    """Return the fragment to an htmx request; send everybody else to the page that shows the same."""
    if wanted():
        return make_response(render_template(template, **context), status)
    return redirect(otherwise, code=303)


def go(url: str) -> BaseResponse:
    """Send the browser to another page, whichever way it asked."""
    if wanted():
        return Response(status=200, headers={"HX-Redirect": url})
    return redirect(url, code=303)


def vary(response: BaseResponse) -> BaseResponse:
    """Keep caches from giving a fragment to a page load."""
    response.vary.add("HX-Request")
    return response
