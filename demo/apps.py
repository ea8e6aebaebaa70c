"""Demo data and the benchmark: for showing and measuring Siklus, never needed for running it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
    verbose_name = "Peragaan"

    def ready(self) -> None:
        from accounts import demo_logins
        from demo.sign_ins import DEMO_SIGN_INS

        demo_logins.provide(DEMO_SIGN_INS)
