"""Both origins as one ASGI application, and the server that runs it."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn import Config, Server

from bfl_studio.sandbox.api import Api
from bfl_studio.sandbox.delivery import Delivery
from bfl_studio.sandbox.folder import Folder, Ports
from bfl_studio.sandbox.ledger import Ledger
from bfl_studio.sandbox.options import Options
from bfl_studio.sandbox.reply import HANDLERS, Reply
from bfl_studio.sandbox.schedule import ideal_seconds
from bfl_studio.sandbox.tasks import ACTIVE_TASKS, Tasks
from bfl_studio.sandbox.traffic import Traffic

_KEEP_ALIVE_SECONDS = 30
_LAST_REPLIES_SECONDS = 2


def application(
    tasks: Tasks, folder: Folder, ledger: Ledger, options: Options, ports: Ports
) -> ASGIApp:
    """The application that answers as API or as delivery origin, by the port it is asked on."""
    traffic = Traffic()
    delivery = Delivery(tasks, folder, ports[1], options.link_seconds)
    api = Api(tasks, delivery, ports[0])
    by_port = {
        ports[0]: traffic.watching(
            _origin(api.routes() + _inspection(traffic, ledger, tasks)), "api"
        ),
        ports[1]: traffic.watching(_origin(delivery.routes()), "delivery"),
    }

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await by_port[scope["server"][1]](scope, receive, send)

    return answer


def http_server(app: ASGIApp) -> Server:
    """A server for the application, ready for `startup` and `shutdown`.

    Its own main loop, which would wake ten times a second, and its signal handling are not used.
    """
    config = Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_LAST_REPLIES_SECONDS,
    )
    config.load()
    server = Server(config)
    server.lifespan = config.lifespan_class(config)
    return server


def _origin(routes: list[Route]) -> Starlette:
    app = Starlette(routes=routes, exception_handlers=HANDLERS)
    app.router.redirect_slashes = False
    return app


def _inspection(traffic: Traffic, ledger: Ledger, tasks: Tasks) -> list[Route]:
    async def charges(_request: Request) -> Response:
        return Reply([charge.as_json() for charge in ledger.charges])

    async def requests(_request: Request) -> Response:
        return Reply(traffic.summary())

    async def schedule(_request: Request) -> Response:
        ideal = round(ideal_seconds(tasks.accepted, ACTIVE_TASKS), 3)
        return Reply({"tasks": len(tasks.accepted), "ideal_seconds": ideal})

    return [
        Route("/sandbox/ledger", charges),
        Route("/sandbox/requests", requests),
        Route("/sandbox/schedule", schedule),
    ]
