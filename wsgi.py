"""The WSGI entry point: ``gunicorn wsgi:app``."""

from salesapp.app import create_app

app = create_app()
