"""The menus of the editor: what one does most comes first."""


def arrange_actions(menu_items: list, context: dict) -> None:
    """Put the next step on the button itself, and leave out what makes no sense.

    Who may publish, publishes; who may not, hands it in; who reads for somebody else,
    approves. A draft keeps itself every ten seconds, so saving it is no first step.
    """
    names = {item.name for item in menu_items}
    if "approve" in names:
        leave_out, first = {"action-publish", "action-submit"}, "approve"
    elif "action-publish" in names:
        leave_out, first = {"action-submit"}, "action-publish"
    else:
        leave_out, first = set(), "action-submit"
    menu_items[:] = [item for item in menu_items if item.name not in leave_out]
    menu_items.sort(key=lambda item: item.name != first)
