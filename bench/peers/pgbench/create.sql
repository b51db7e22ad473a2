-- What one new budget asks of the database: who is it, then the row, its audit row and its event, in one transaction.
\set n random(1, 1000000000)
SELECT id, email, name, role, is_active FROM users WHERE id = 2;
BEGIN;
INSERT INTO budgets (user_id, category, "limit", spent, month, created_at) VALUES (2, 'Category ' || :n, 5000000, 0, '2026-11', now()) RETURNING id;
INSERT INTO audit_logs (timestamp, actor_id, action, target, ip_address, after) VALUES (now(), 2, 'planning.budget.create', 'budget:' || :n, '127.0.0.1', '{"id": 1, "user_id": 2, "category": "Category", "limit": 500.0, "spent": 0.0, "month": "2026-11"}') RETURNING id;
INSERT INTO events (topic, body, created_at) VALUES ('planning.budget.created', '{"id": 1, "user_id": 2, "category": "Category", "limit": 500.0, "spent": 0.0, "month": "2026-11"}', now()) RETURNING id;
COMMIT;
