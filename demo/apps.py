"""App configuration of the demo data and benchmarks, which Siklus does not need to run."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
    verbose_name = "Peragaan"

    def ready(self) -> None:
        from accounts import demo_logins
        from demo.sign_ins import DEMO_SIGN_INS

        demo_logins.provide(DEMO_SIGN_INS)
