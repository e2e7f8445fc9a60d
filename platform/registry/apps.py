from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from celery.signals import task_prerun

        from kernel.journal import fleet
        from registry import snapshot, tree

        # A worker's picture of the tree is renewed between tasks; nothing is guarded here.
        task_prerun.connect(lambda **_: snapshot.renew(), weak=False, dispatch_uid="registry.renew")
        fleet.register(lambda: [unit for unit in tree.opened_units() if not tree.is_behind(unit)])
