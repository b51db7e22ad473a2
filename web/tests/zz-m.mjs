import { chromium } from 'playwright-core'
const BASE='http://127.0.0.1:5161'
for (const frame of ["", "frame-src 'self' blob:; "]) {
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--headless','--no-sandbox','--disable-gpu'] })
const p = await (await b.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
p.on('console', (m) => { if (/Security|Refused|violat/i.test(m.text())) console.log(frame, 'CON', m.text().slice(0, 250)) })
await p.route((u) => u.port === '5161' && !/\.\w+$|@|node_modules|src\/|api\/|\/ws/.test(u.pathname), async (r) => { const x = await r.fetch(); await r.fulfill({ response: x, headers: { ...x.headers(), 'x-frame-options': 'DENY', 'content-security-policy': `default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; frame-ancestors 'none'; ${frame}object-src 'none'; base-uri 'self'; form-action 'self'` } }) })
await p.goto(BASE+'/sign-in')
await p.getByLabel('E-mail or user ID').fill('admin'); await p.locator('input[type=password]').fill('admin123'); await p.getByRole('button', { name: 'Sign in' }).click()
await p.waitForURL((u) => u.pathname !== '/sign-in')
await p.goto(BASE+'/claims-review/3'); await p.getByRole('heading',{name:'CLM-5032'}).waitFor(); await p.waitForTimeout(1500)
await p.keyboard.press('v'); await p.waitForTimeout(2500)
await p.screenshot({ path: `/dev/shm/cz/shots/csp${frame ? 1 : 0}.png` })
await b.close()
}
