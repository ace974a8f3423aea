"""The WSGI entry point: ``gunicorn wsgi:app``."""

from salesapp.config import BadSetting
from salesapp.shell import reading_in

try:
    with reading_in():
        from salesapp.app import create_app
        from salesapp.connections import STATEMENT_LIMIT
        from salesapp.demo.turned_clock import refuse_over_real_data

        app = refuse_over_real_data(create_app(statement_limit=STATEMENT_LIMIT))
except (
    BadSetting
) as bad:  # a worker that just exits is started again and again; one that fails to boot ends the server
    raise RuntimeError(str(bad)) from None
