"""Demo data and the benchmark: for showing and measuring Siklus, never needed for running it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
    verbose_name = "Peragaan"

    def ready(self) -> None:
        from accounts import showcase
        from demo.people import DEMO_SIGN_INS

        showcase.offer(DEMO_SIGN_INS)
