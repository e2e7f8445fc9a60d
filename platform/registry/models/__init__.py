from registry.models.epoch import RegistryEpoch
from registry.models.release import BakedScript, CompiledStep
from registry.models.succession import Succession
from registry.models.tree import UnitClosure, UnitLink
from registry.models.unit import Unit

__all__ = ["BakedScript", "CompiledStep", "RegistryEpoch", "Succession", "Unit", "UnitClosure", "UnitLink"]
