"""Form fields as our pages show them: a label above, help and errors below, tied together by ids."""

from __future__ import annotations

from django.forms import BoundField, CheckboxInput, HiddenInput, RadioSelect
from django.utils.html import json_script
from django.utils.safestring import SafeString
from markupsafe import Markup


def field_of(field: BoundField) -> Markup:
    """Return one field with its label, its errors and its help; hidden ones come bare."""
    if isinstance(field.field.widget, HiddenInput):
        return _safe(field.as_widget())
    described = [f"{field.id_for_label}-error"] if field.errors else []
    described += [f"{field.id_for_label}-help"] if field.help_text else []
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if field.errors:
        attributes["aria-invalid"] = "true"
    box = _safe(field.as_widget(attrs=attributes))
    return Markup("").join([_labelled(field, box), _errors(field), _help(field)])


def json_of(value: object, name: str) -> Markup:
    """Return data for a script of ours as an element that the page's policy lets stand (it is no script)."""
    return _safe(json_script(value, name))


def _labelled(field: BoundField, box: Markup) -> Markup:
    if isinstance(field.field.widget, CheckboxInput):
        return Markup("<label>{}{}</label>").format(box, field.label)
    if isinstance(field.field.widget, RadioSelect):
        return Markup("<fieldset><legend>{}</legend>{}</fieldset>").format(field.label, box)
    return Markup('<label for="{}">{}</label>{}').format(field.id_for_label, field.label, box)


def _errors(field: BoundField) -> Markup:
    shape = Markup('<small id="{}-error" class="late">{}</small>')
    return shape.format(field.id_for_label, " ".join(map(str, field.errors))) if field.errors else Markup("")


def _help(field: BoundField) -> Markup:
    shape = Markup('<small id="{}-help">{}</small>')
    return shape.format(field.id_for_label, field.help_text) if field.help_text else Markup("")


def _safe(text: SafeString | str) -> Markup:
    """Return HTML that Django escaped already."""
    return Markup(text)  # noqa: S704 - a widget's own, escaped HTML
