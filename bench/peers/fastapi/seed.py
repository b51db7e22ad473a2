"""Makes the tables, a reader with fifty budgets and a writer, and prints a token for each."""
import asyncio
import json
import os
import time
from decimal import Decimal

import jwt

import models


def token(user: models.User) -> str:
    return jwt.encode({"sub": str(user.id), "exp": int(time.time()) + 86_400}, os.environ["SECRET_KEY"], "HS256")


async def main() -> None:
    async with models.engine.begin() as connection:
        await connection.run_sync(models.Base.metadata.create_all)
    async with models.Session() as db:
        reader = models.User(email="reader@example.com", name="Reader")
        writer = models.User(email="writer@example.com", name="Writer")
        db.add_all([reader, writer])
        await db.flush()
        for i in range(50):
            month = f"2026-{i % 12 + 1:02}"
            db.add(
                models.Budget(user_id=reader.id, category=f"Category {i:02}", limit=Decimal(500 + i), spent=Decimal(i), month=month)
            )
        await db.commit()
    await models.engine.dispose()
    print(json.dumps({"reader": token(reader), "writer": token(writer)}))


asyncio.run(main())
