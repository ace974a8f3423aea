"""A proxy is believed about the caller; a caller is not believed about being a proxy."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask, request

from salesapp.web import proxy


@pytest.fixture
def ask(monkeypatch):
    def asking(from_, forwarded, allowed=None, base="https://crm.example.cn"):
        monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
        if allowed:
            monkeypatch.setenv("FORWARDED_ALLOW_IPS", allowed)
        app = Flask("echo")
        app.config["SALESAPP"] = SimpleNamespace(base_url=base)
        app.add_url_rule("/", view_func=lambda: f"{request.remote_addr} {request.scheme}")
        proxy.init_app(app)
        headers = {"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https"}
        return app.test_client().get("/", headers=headers, environ_base={"REMOTE_ADDR": from_}).text

    return asking


def test_a_proxy_on_this_machine_names_the_caller(ask):
    assert ask("127.0.0.1", "10.0.0.8") == "10.0.0.8 https"


def test_of_several_addresses_the_one_that_the_proxy_added_counts(ask):
    assert ask("127.0.0.1", "1.2.3.4, 10.0.0.8") == "10.0.0.8 https"


def test_a_neighbour_on_the_lan_cannot_pretend_to_be_another(ask):
    assert ask("192.168.1.20", "10.0.0.8") == "192.168.1.20 http"


def test_proxies_elsewhere_are_named_in_the_environment(ask):
    assert ask("10.9.9.9", "10.0.0.8", allowed="10.9.9.9, 10.9.9.10") == "10.0.0.8 https"


def test_without_https_no_program_of_this_machine_names_a_caller(ask):
    assert ask("127.0.0.1", "10.0.0.8", base="http://127.0.0.1:8000") == "127.0.0.1 http"


def test_a_proxy_that_is_named_is_believed_without_https_too(ask):
    assert ask("127.0.0.1", "10.0.0.8", allowed="127.0.0.1", base="http://crm.lan") == "10.0.0.8 https"
