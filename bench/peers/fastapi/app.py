"""The two measured endpoints, the way FastAPI's own documentation writes them."""
import os
from datetime import datetime
from decimal import Decimal
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, HTTPException, Query, Request, Response, status
from fastapi.security import OAuth2PasswordBearer
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models

SECRET = os.environ["SECRET_KEY"]
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"

app = FastAPI(title="The same two endpoints")
bearer = OAuth2PasswordBearer(tokenUrl="/api/auth/login")

Money = Annotated[Decimal, Field(max_digits=18, decimal_places=4), PlainSerializer(float, return_type=float, when_used="json")]


class NewBudget(BaseModel):
    category: str = Field(min_length=1, max_length=100)
    limit: Annotated[Money, Field(gt=0)]
    month: str = Field(pattern=MONTH)
    spent: Annotated[Money, Field(ge=0)] = Decimal(0)


class BudgetView(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    user_id: int
    category: str
    limit: Money
    spent: Money
    month: str
    created_at: datetime
    updated_at: datetime | None


async def session():
    async with models.Session() as opened:
        yield opened


Db = Annotated[AsyncSession, Depends(session)]


async def current_user(token: Annotated[str, Depends(bearer)], db: Db) -> models.User:
    refused = HTTPException(status.HTTP_401_UNAUTHORIZED, "Could not validate credentials", {"WWW-Authenticate": "Bearer"})
    try:
        user_id = int(jwt.decode(token, SECRET, algorithms=["HS256"])["sub"])
    except (jwt.InvalidTokenError, KeyError, ValueError):
        raise refused from None
    user = await db.get(models.User, user_id)
    if user is None or not user.is_active:
        raise refused
    return user


CurrentUser = Annotated[models.User, Depends(current_user)]


@app.get("/api/v1/financial/budgets")
async def list_budgets(
    user: CurrentUser,
    db: Db,
    response: Response,
    month: Annotated[str | None, Query(pattern=MONTH)] = None,
    category: str | None = None,
    skip: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[BudgetView]:
    own = select(models.Budget).where(models.Budget.user_id == user.id)
    if month is not None:
        own = own.where(models.Budget.month == month)
    if category is not None:
        own = own.where(models.Budget.category == category)
    total = await db.scalar(select(func.count()).select_from(own.subquery()))
    response.headers["X-Total-Count"] = str(total)
    rows = await db.scalars(own.order_by(models.Budget.id).offset(skip).limit(limit))
    return rows.all()


@app.post("/api/v1/financial/budgets", status_code=status.HTTP_201_CREATED)
async def create_budget(body: NewBudget, user: CurrentUser, db: Db, request: Request, response: Response) -> BudgetView:
    budget = models.Budget(user_id=user.id, **body.model_dump())
    db.add(budget)
    await db.flush()
    after = BudgetView.model_validate(budget).model_dump(mode="json")
    target = f"budget:{budget.id}"
    db.add(
        models.AuditLog(
            actor_id=user.id, action="planning.budget.create", target=target, ip_address=request.client.host, after=after
        )
    )
    db.add(models.Event(topic="planning.budget.created", body=after))
    await db.commit()
    response.headers["Location"] = f"/api/v1/financial/budgets/{budget.id}"
    return budget
