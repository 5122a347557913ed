"""x"""
from tests.faults.stage import Stage
def test_one(stage: Stage) -> None:
    with stage.studio() as shop:
        jobs = stage.ask(shop, 3)
        stage.all_settled(shop, jobs)
    print(stage.states(), stage.posts)
    stage.judge()
