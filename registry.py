"""Finds the plug-ins of a package: one file, one class, nothing to list by hand."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterable
from types import ModuleType
from typing import Any, ClassVar, Generic, Protocol, TypeVar


class Listed(Protocol):
    """What a menu needs to know of a plug-in."""

    label: ClassVar[str]
    menu_order: ClassVar[int]


Plugin = TypeVar("Plugin", bound=Listed)


class Registry(dict[str, type[Plugin]], Generic[Plugin]):
    """Classes by the name of their file, in the order of the menus.

    Raises:
        KeyError: A name that no file has; the message says which there are.
    """

    def __missing__(self, name: str) -> type[Plugin]:
        raise KeyError(f"The name should be one of {', '.join(self)}. Found {name!r}.")


def discover(
    package_name: str, package_path: Iterable[str], base: type[Plugin]
) -> Registry[Any]:
    """Import every module of a package and collect the class that each defines.

    What is a package itself holds something else.

    Args:
        package_name: Name of the package, such as `toy_problems`.
        package_path: Its `__path__`.
        base: What each class derives from; its own module is left out.

    Returns:
        The classes, keyed by file name, ordered by `menu_order`, then by label.

    Raises:
        TypeError: A module defines no concrete subclass of `base`, or more than one.
    """
    found = {}
    for module_info in pkgutil.iter_modules(package_path):
        name = f"{package_name}.{module_info.name}"
        if module_info.ispkg or name == base.__module__:
            continue
        found[module_info.name] = _only_class(importlib.import_module(name), base)
    by_menu = sorted(found.items(), key=lambda item: (item[1].menu_order, item[1].label))
    return Registry(by_menu)


def _only_class(module: ModuleType, base: type[Plugin]) -> type[Plugin]:
    classes = [
        member
        for member in vars(module).values()
        if inspect.isclass(member)
        and issubclass(member, base)
        and member.__module__ == module.__name__
        and not inspect.isabstract(member)
    ]
    if len(classes) != 1:
        names = [found.__name__ for found in classes]
        raise TypeError(
            f"`{module.__name__}` should define exactly one concrete subclass of "
            f"`{base.__name__}`. Found {names}."
        )
    return classes[0]
