"""The staff pages as routes, for the web app to mount at its root."""

from starlette.routing import BaseRoute, Route

from bot.wiring import Assistant
from desk import (
    absent,
    advisers,
    dossier_page,
    editing,
    figures,
    handoff_actions,
    handoff_list,
    handoff_page,
    knowledge,
    own_page,
    own_telegram,
    rehearsing,
    revisions,
    session_list,
    session_page,
    session_studio,
    studio,
    today,
)
from desk.office import Office
from desk.signing_in import Page, for_coordinators, for_staff, sign_in_pages


def pages(assistant: Assistant) -> list[BaseRoute]:
    """Return the routes of the desk and the studio."""
    office = Office(assistant)
    return [*signing_in(office), *desk(office), *studio_routes(office)]


def signing_in(office: Office) -> list[BaseRoute]:
    """Return the routes for signing in and out."""
    how, link, spend, leave = sign_in_pages(office)
    return [
        Route("/sign-in", how, methods=["GET"]),
        Route("/sign-in/{token}", link, methods=["GET"]),
        Route("/sign-in/{token}", spend, methods=["POST"]),
        Route("/sign-out", leave, methods=["POST"]),
    ]


def desk(office: Office) -> list[BaseRoute]:
    """Return the adviser's routes."""

    def get(path: str, page: Page) -> BaseRoute:
        return Route(path, for_staff(office, page), methods=["GET"])

    def post(path: str, page: Page) -> BaseRoute:
        return Route(path, for_staff(office, page), methods=["POST"])

    one = "/desk/handoffs/{id}"
    return [
        get("/desk", handoff_list.show_list),
        get("/desk.csv", handoff_list.export_list),
        post("/desk/absent", absent.called),
        get("/desk/sessions", session_list.show_sessions),
        get("/desk/sessions.csv", session_list.export_sessions),
        get("/desk/sessions/{id}.csv", session_page.export_session),
        get("/desk/sessions/{id}", session_page.show_session),
        post("/desk/sessions/{id}/attendance", session_page.save_attendance),
        get("/desk/telegram", own_telegram.show),
        post("/desk/telegram", own_telegram.link),
        post("/desk/telegram/unlink", own_telegram.unlink),
        get("/desk/me", own_page.show),
        post("/desk/me", own_page.save),
        get("/desk/events", handoff_list.follow_list),
        get(one, handoff_page.show_handoff),
        get(f"{one}/dossier", dossier_page.show_dossier),
        get(f"{one}/dossier.json", dossier_page.dossier_as_json),
        get(f"{one}/events", handoff_page.follow_handoff),
        post(f"{one}/take", handoff_actions.take),
        post(f"{one}/reply", handoff_actions.reply),
        post(f"{one}/note", handoff_actions.note),
        post(f"{one}/give-back", handoff_actions.give_back),
        post(f"{one}/close", handoff_actions.close),
        post(f"{one}/outcome", handoff_actions.outcome),
        post(f"{one}/ww-end", handoff_actions.change_date),
        post(f"{one}/outcome/take-back", handoff_actions.take_outcome_back),
    ]


def studio_routes(office: Office) -> list[BaseRoute]:
    """Return the coordinator's routes."""

    def get(path: str, page: Page) -> BaseRoute:
        return Route(path, for_coordinators(office, page), methods=["GET"])

    def post(path: str, page: Page) -> BaseRoute:
        return Route(path, for_coordinators(office, page), methods=["POST"])

    one = "/studio/{kind}/{id}"
    revision = one + "/revisions/{number:int}"
    return [
        get("/studio", studio.show_studio),
        get("/studio.csv", studio.export_studio),
        get("/studio/figures", figures.show_figures),
        get("/studio/figures.csv", figures.export_figures),
        get("/studio/today", today.show_today),
        post("/studio/today", today.look_now),
        get("/studio/knowledge", knowledge.show_knowledge),
        get("/studio/knowledge.csv", knowledge.export_knowledge),
        get("/studio/new", studio.new_script),
        post("/studio/new", studio.create_script),
        get("/studio/advisers", advisers.show_list),
        get("/studio/advisers.csv", advisers.export_list),
        get("/studio/advisers/{id}", advisers.show_one),
        post("/studio/advisers/{id}", advisers.save_one),
        get("/studio/advisers/{id}/leave", advisers.show_leave),
        post("/studio/advisers/{id}/leave", advisers.hand_on),
        get("/studio/sessions", session_studio.show_sessions),
        get("/studio/sessions.csv", session_studio.export_sessions),
        post("/studio/sessions", session_studio.add),
        get("/studio/sessions/{id}", session_studio.show_session),
        post("/studio/sessions/{id}", session_studio.edit),
        post("/studio/sessions/{id}/cancel", session_studio.cancel),
        get(one + ".yaml", editing.download),
        get(one, editing.show_document),
        post(one, editing.edit_document),
        get(f"{one}/revisions", revisions.show_revisions),
        get(revision, revisions.show_revision),
        post(f"{revision}/roll-back", revisions.publish_again),
        post(f"{revision}/draft", revisions.use_again),
        post("/studio/script/{id}/rehearse", rehearsing.talk),
        post("/studio/script/{id}/rehearse/clock", rehearsing.move_clock),
    ]
