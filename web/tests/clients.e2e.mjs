// A client's own page: the plain JavaScript that other people's pages hold, run as it is, first with the cookie,
// then with the token.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { BASE_URL, openBrowser } from './browser.mjs'

const FIRST = 'Storypass-1'
const SECOND = 'Storypass-2'
let browser

/** The page: stand-ins for what its own scripts would draw, and the scripts themselves. */
const html = `<!doctype html><title>A client's own page</title><span id="badge"></span><script>
window.shown = []
window.alerts = []
window.alert = (text) => { window.alerts.push(text) }
function displayBudgets(budgets) { window.shown.push(budgets) }

async function loadBudgets() {
  try {
    const response = await fetch('/api/v1/financial/budgets?month=2025-01', {
      credentials: 'include'
    });
    if (!response.ok) throw new Error('Failed to load budgets');
    const budgets = await response.json();
    displayBudgets(budgets);  // Your function
  } catch (error) {
    console.error(error);
    alert('Error loading budgets');
  }
}

function loadGoals() {
  window.goals = fetch('/api/v1/financial/goals', { credentials: 'include' })
    .then(r => r.json())
    .then(goals => { window.shownGoals = goals; return goals });
}

async function createGoal(goalData) {
  try {
    const response = await fetch('/api/v1/financial/goals', {
      method: 'POST',
      credentials: 'include',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(goalData)
    });
    if (!response.ok) {
      const error = await response.json();
      throw new Error(error.detail);
    }
    const newGoal = await response.json();
    alert('Goal created: ' + newGoal.id);
    loadGoals();  // Refresh list
  } catch (error) {
    alert('Error: ' + error.message);
  }
}

async function updateGoal(goalId, updates) {
  try {
    const response = await fetch(\`/api/v1/financial/goals/\${goalId}\`, {
      method: 'PUT',
      credentials: 'include',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(updates)
    });
    if (!response.ok) throw new Error('Update failed');
    loadGoals();  // Refresh
  } catch (error) {
    alert('Error: ' + error.message);
  }
}

async function checkNotifications() {
  const response = await fetch('/api/v1/notifications/unread/count', {
    credentials: 'include'
  });
  const { unread_count } = await response.json();
  document.getElementById('badge').textContent = unread_count;
  
  if (unread_count > 0) {
    // Show notification bell or badge
  }
}

async function handled() {
try {
  const response = await fetch('/api/v1/financial/budgets', {
    credentials: 'include'
  });
  
  if (response.status === 401) {
    // Not authenticated, redirect to login
    window.location.href = '/signin';
  } else if (response.status === 403) {
    // Forbidden - trying to access someone else's data
    alert('You do not have access to this resource');
  } else if (response.status === 404) {
    // Resource not found
    alert('Budget not found');
  } else if (response.status === 422) {
    // Validation error
    const error = await response.json();
    alert('Invalid input: ' + error.detail);
  } else if (!response.ok) {
    // Other error
    const error = await response.json();
    alert('Error: ' + error.detail);
  }
  
  const data = await response.json();
  return data;
} catch (error) {
  alert('Network error: ' + error.message);
}
}
</script>`

before(async () => {
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
})

/** A new account for each way, so that changing its password disturbs nobody. */
async function register() {
  const name = `own${Date.now().toString(36)}${Math.floor(Math.random() * 1e4)}`
  const answer = await fetch(`${BASE_URL}/api/v1/auth/register`, {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user_id: name, email: `${name}@example.com`, name: 'A Client', full_name: 'A Client', password: FIRST, phone: '+44 20 7946 0001' }),
  })
  assert.equal(answer.status, 201, await answer.text())
  return name
}

/** Signs in as the pages do: a form of two fields. The browser keeps the cookie; the token comes back, too. */
function signIn(page, name, password) {
  return page.evaluate(async ([username, secret]) => {
    const formData = new FormData()
    formData.append('username', username)
    formData.append('password', secret)
    const response = await fetch('/auth/token', { method: 'POST', credentials: 'include', body: formData })
    return { status: response.status, ...(await response.json()) }
  }, [name, password])
}

for (const way of ['with the cookie', 'with the token']) {
  describe(`a client's own page, ${way}`, () => {
    let page
    let name
    let answers

    /** Runs a snippet and notes what the server said to each of its requests. */
    const run = async (snippet) => {
      answers = []
      const value = await page.evaluate(snippet)
      await page.waitForFunction(() => window.waiting === 0)
      answers = await page.evaluate(() => window.answers.splice(0))
      return value
    }
    const only = () => {
      assert.equal(answers.length, 1)
      return answers[0]
    }

    before(async () => {
      name = await register()
      const context = await browser.newContext({ locale: 'en-GB' })
      page = await context.newPage()
      page.setDefaultTimeout(10_000)
      await page.route('**/own-page.html', (route) => route.fulfill({ contentType: 'text/html', body: html }))
      await page.goto(`${BASE_URL}/own-page.html`)
      const signed = await signIn(page, name, FIRST)
      assert.equal(signed.status, 200)
      assert.equal(signed.token_type, 'bearer')
      assert.equal(typeof signed.access_token, 'string')
      if (way === 'with the token') await context.clearCookies()
      // The snippets stay as they are: what they fetch is watched, and the token added, from outside.
      await page.evaluate((token) => {
        const plain = window.fetch
        window.answers = []
        window.waiting = 0
        window.token = token
        window.fetch = async (input, init = {}) => {
          window.waiting += 1
          try {
            const headers = new Headers(init.headers)
            if (window.token) headers.set('Authorization', `Bearer ${window.token}`)
            const response = await plain(input, { ...init, headers })
            const body = await response.clone().text()
            window.answers.push({ path: String(input), status: response.status, body: body ? JSON.parse(body) : null })
            return response
          } finally {
            window.waiting -= 1
          }
        }
      }, way === 'with the token' ? signed.access_token : null)
      // Something to load: a budget of the month, a policy, a project.
      const made = await page.evaluate(async () => {
        const post = (path, body) => fetch(path, { method: 'POST', credentials: 'include', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
        const stamp = Math.random().toString(36).slice(2)
        return [
          await post('/api/v1/financial/budgets', { category: 'groceries', limit: 500, spent: 150.75, month: '2025-01' }),
          await post('/api/v1/insurance/policies', { policy_number: `POL-${stamp}`, policy_type: 'health', coverage_amount: 100000, premium: 250, start_date: '2024-01-01T00:00:00', renewal_date: '2099-01-01T00:00:00', status: 'active' }),
          await post('/api/v1/projects', { project_name: 'Kitchen', description: 'New cupboards', status: 'planning', budget: 5000 }),
          await post('/api/v1/notifications', { title: 'Remember', message: 'The rent', notification_type: 'reminder' }),
        ].map((each) => each.status)
      })
      assert.deepEqual(made, [201, 201, 201, 201])
      await page.evaluate(() => { window.answers.length = 0 })
    })
    after(async () => {
      await page?.context().close()
    })

    test('budgets of a month', async () => {
      await run(() => fetch('/api/v1/financial/budgets?month=2025-01', { credentials: 'include' })
        .then(r => r.json())
        .then(budgets => { /* display */ }))
      const { status, body } = only()
      assert.equal(status, 200)
      const [budget] = body
      assert.equal(body.length, 1)
      assert.deepEqual([budget.category, budget.limit, budget.spent, budget.month], ['groceries', 500, 150.75, '2025-01'])
      assert.equal(typeof budget.id, 'number')
      assert.equal(typeof budget.user_id, 'number')
      assert.match(budget.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d/)
    })

    test('goals', async () => {
      await run(() => fetch('/api/v1/financial/goals', { credentials: 'include' })
        .then(r => r.json())
        .then(goals => { /* display */ }))
      assert.equal(only().status, 200)
      assert.ok(Array.isArray(only().body))
    })

    test('policies', async () => {
      await run(() => fetch('/api/v1/insurance/policies', { credentials: 'include' })
        .then(r => r.json())
        .then(policies => { /* display */ }))
      const [policy] = only().body
      assert.equal(only().status, 200)
      assert.deepEqual([policy.policy_type, policy.coverage_amount, policy.premium, policy.status], ['health', 100000, 250, 'active'])
      assert.match(policy.policy_number, /^POL-/)
      assert.match(policy.start_date, /^2024-01-01T00:00:00/)
      assert.match(policy.renewal_date, /^2099-01-01T00:00:00/)
      assert.ok(policy.id > 0 && policy.user_id > 0 && policy.created_at)
    })

    test('projects', async () => {
      await run(() => fetch('/api/v1/projects', { credentials: 'include' })
        .then(r => r.json())
        .then(projects => { /* display */ }))
      assert.equal(only().status, 200)
      assert.deepEqual([only().body[0].project_name, only().body[0].status, only().body[0].budget], ['Kitchen', 'planning', 5000])
    })

    test('the profile, read and changed by a body without a type', async () => {
      await run(() => fetch('/api/user/profile', { credentials: 'include' }))
      assert.equal(only().status, 200)
      assert.equal(only().body.name, 'A Client')
      await run(() => fetch('/api/v1/settings/profile', {
        method: 'PUT',
        credentials: 'include',
        body: JSON.stringify({ full_name: "New Name" })
      }))
      assert.equal(only().status, 200)
      await run(() => fetch('/api/user/profile', { credentials: 'include' }))
      assert.equal(only().body.name, 'New Name')
    })

    test('the password, with another than the present one refused', async () => {
      await run(() => fetch('/api/v1/settings/password', {
        method: 'PUT',
        credentials: 'include',
        body: JSON.stringify({
          old_password: "current",
          new_password: "new"
        })
      }))
      assert.ok([400, 401, 422].includes(only().status), String(only().status))
      assert.ok(only().body.detail)
      const { status } = await page.evaluate(async ([old_password, new_password]) => fetch('/api/v1/settings/password', {
        method: 'PUT',
        credentials: 'include',
        body: JSON.stringify({ old_password, new_password })
      }).then((response) => ({ status: response.status })), [FIRST, SECOND])
      assert.equal(status, 204)
      assert.equal((await signIn(page, name, FIRST)).status, 401)
      await run(() => fetch('/api/user/profile', { credentials: 'include' }))
      assert.equal(answers.at(-1).status, 200, 'the session that changed it goes on')
    })

    test('two-factor sign-in: enabling begins an enrolment', async () => {
      await run(() => fetch('/api/v1/settings/2fa/enable', { method: 'PUT', credentials: 'include' }))
      assert.equal(only().status, 200)
      assert.equal(only().body.two_factor_enabled, false)
      assert.match(only().body.otpauth_url, /^otpauth:\/\/totp\//)
    })

    test('notifications: all, and all marked as read', async () => {
      const badge = () => page.locator('#badge').innerText()
      await run(() => checkNotifications())
      assert.equal(Number(await badge()), only().body.unread_count)
      assert.ok(only().body.unread_count >= 1)
      await run(() => fetch('/api/v1/notifications', { credentials: 'include' }))
      assert.equal(only().status, 200)
      await run(() => fetch('/api/v1/notifications', { credentials: 'include' })
        .then(r => r.json())
        .then(console.log))
      const note = only().body.find((each) => each.title === 'Remember')
      assert.deepEqual([note.message, note.notification_type, note.is_read], ['The rent', 'reminder', false])
      await run(() => fetch('/api/v1/notifications/mark-all-as-read', {
        method: 'PUT',
        credentials: 'include'
      }))
      assert.equal(only().status, 204)
      await run(() => checkNotifications())
      assert.equal(await badge(), '0')
      await run(() => Promise.all([
        fetch('/api/v1/notifications?skip=0&limit=50'), // First 50
        fetch('/api/v1/notifications?skip=50&limit=50'), // Next 50
      ]).then(() => null))
      assert.deepEqual(answers.map((each) => each.status), [200, 200])
    })

    test('a question to the house needs no account', async () => {
      await page.evaluate(() => { window.kept = window.token; window.token = null })
      await run(() => fetch('/api/v1/support', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          subject: "Issue",
          message: "Description",
          priority: "normal"
        })
      }))
      await page.evaluate(() => { window.token = window.kept })
      const { status, body } = only()
      assert.equal(status, 201)
      assert.match(body.ticket_number, /^TKT-[A-Z0-9]{8}$/)
      assert.deepEqual([body.subject, body.message, body.status, body.priority, body.resolved_at], ['Issue', 'Description', 'open', 'normal', null])
      assert.ok('user_id' in body && body.id > 0 && body.created_at)
    })

    test('load and display', async () => {
      await run(() => loadBudgets())
      const shown = await page.evaluate(() => window.shown.splice(0))
      assert.equal(shown.length, 1)
      assert.equal(shown[0][0].category, 'groceries')
      assert.deepEqual(await page.evaluate(() => window.alerts.splice(0)), [])
    })

    test('create, and update', async () => {
      await run(() => createGoal({ goal_name: 'Holiday', target_amount: 1000, current_amount: 100, deadline: '2031-06-01T00:00:00' }))
      const [said] = await page.evaluate(() => window.alerts.splice(0))
      assert.match(said, /^Goal created: \d+$/)
      const id = Number(said.replace(/\D/g, ''))
      assert.equal((await page.evaluate(() => window.goals)).find((each) => each.id === id).goal_name, 'Holiday')
      await run(() => createGoal({ goal_name: 'Without a target' }))
      assert.match((await page.evaluate(() => window.alerts.splice(0)))[0], /^Error: .+/)
      await page.evaluate(([goal]) => updateGoal(goal, { current_amount: 250.5 }), [id])
      await page.waitForFunction(() => window.waiting === 0)
      assert.equal((await page.evaluate(() => window.goals)).find((each) => each.id === id).current_amount, 250.5)
      await page.evaluate(() => updateGoal(999999999, { current_amount: 1 }))
      assert.deepEqual(await page.evaluate(() => window.alerts.splice(0)), ['Error: Update failed'])
      await page.evaluate(() => { window.answers.length = 0 })
    })

    test('handling what may go wrong', async () => {
      const data = await run(() => handled())
      assert.equal(data[0].category, 'groceries')
      assert.deepEqual(await page.evaluate(() => window.alerts.splice(0)), [])
      const refused = await page.evaluate(async () => {
        const statuses = []
        for (const path of ['/api/v1/support/admin/all?status=open', '/api/v1/insurance/policies/1', '/api/v1/insurance/policies/999999999', '/api/v1/notifications?limit=0']) {
          const response = await fetch(path, { credentials: 'include' })
          statuses.push([response.status, typeof (await response.json()).detail])
        }
        return statuses
      })
      assert.deepEqual(refused, [[403, 'string'], [403, 'string'], [404, 'string'], [422, 'string']])
    })

    test('without either it is refused', async () => {
      await page.context().clearCookies()
      await page.evaluate(() => { window.token = null; window.answers.length = 0 })
      await run(() => fetch('/api/v1/financial/budgets', { credentials: 'include' }))
      assert.equal(only().status, 401)
    })
  })
}
