"""Running migrations as Django does, at a fraction of its work: on an empty database nearly all of it is rendering models.

Django renders a changed model together with everything that is related to it, and in this product everything is related
to the unit and the account: 6,200 models were rendered where 500 had changed.
"""

from importlib import import_module
from typing import Any, cast

from django.apps import apps
from django.core.management.base import CommandError, no_translations
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from django.utils.module_loading import module_has_submodule


class FrugalState(ProjectState):
    """Renders a changed model alone. Its neighbours go on naming the class it had before, which no table depends on.

    What does depend on them has them rendered, as Django does it: a changed column that others refer to, a renamed
    model, and code of a migration (RunPython), for which Django renders a delayed state as a whole.
    """

    def reload_model(self, app_label: str, model_name: str, delay: bool = False) -> None:
        if "apps" not in self.__dict__:
            return
        if not delay and self._is_referred_to(app_label, model_name):
            super().reload_model(app_label, model_name, delay)
            return
        self.is_delayed = True
        cast(Any, self)._reload({(app_label, model_name)})

    def _is_referred_to(self, app_label: str, model_name: str) -> bool:
        is_new = model_name not in self.apps.all_models[app_label]
        return not is_new and any(self.relations.get((app_label, model_name), {}).values())


class Executor(MigrationExecutor):
    """Runs the migrations of `labels`; of the other apps, which have no table here, it only follows and notes them."""

    def __init__(self, connection: Any, labels: frozenset[str], progress: Any = None) -> None:
        super().__init__(connection, progress)
        self._labels = labels

    def targets(self) -> list[tuple[str, str]]:
        """The newest migrations of the apps that have tables here."""
        return [node for node in self.loader.graph.leaf_nodes() if node[0] in self._labels]

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        made = cast(Any, super())._create_project_state(with_applied_migrations)
        return FrugalState(made.models, made.real_apps)

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        if migration.app_label in self._labels:
            return super().apply_migration(state, migration, fake, fake_initial)
        cast(Any, self).record_migration(migration)
        return migration.mutate_state(state, preserve=False)

    @no_translations
    def migrate_all(self) -> None:
        """What Django's command `migrate` does: every app to its newest migration, and the hooks before and after it.

        The hooks after it get the models of the code, which are those of the newest migrations.
        """
        for config in apps.get_app_configs():
            if module_has_submodule(config.module, "management"):
                import_module(".management", config.name)
        self.loader.check_consistent_history(self.connection)
        if conflicts := self.loader.detect_conflicts():
            raise CommandError(f"conflicting migrations: {conflicts}")
        targets = self.loader.graph.leaf_nodes()
        plan = self.migration_plan(targets)
        state = self._create_project_state(with_applied_migrations=True)
        told: dict[str, Any] = {"verbosity": 0, "interactive": False, "db": self.connection.alias, "plan": plan}
        emit_pre_migrate_signal(apps=state.apps, **told)
        self.migrate(targets, plan, state)
        emit_post_migrate_signal(apps=apps, **told)
