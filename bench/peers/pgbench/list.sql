-- What one list of fifty budgets asks of the database: who is it, how many are there, and the page.
SELECT id, email, name, role, is_active FROM users WHERE id = 1;
SELECT count(*) FROM budgets WHERE user_id = 1;
SELECT id, user_id, category, "limit", spent, month, created_at, updated_at FROM budgets WHERE user_id = 1 ORDER BY id LIMIT 50;
