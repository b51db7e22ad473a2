// What was heard while a first answer was under way: the answer may be older than the change, so it is asked for again.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { refetch } from '../../src/kernel/live.ts'

test('a first answer that was under way when the change was heard does not stand', async () => {
  const queries = new QueryClient({ defaultOptions: { queries: { gcTime: 0 } } })
  const answers = []
  const queryFn = () => new Promise((answer) => answers.push(answer))
  const observer = new QueryObserver(queries, { queryKey: ['get', '/api/payments'], queryFn })
  const stop = observer.subscribe(() => {})
  const heard = refetch(queries, '/api/payments')
  answers.shift()('before')
  await new Promise((later) => setTimeout(later))
  assert.equal(answers.length, 1, 'asked once more')
  answers.shift()('after')
  await heard
  assert.equal(observer.getCurrentResult().data, 'after')
  stop()
  queries.clear()
})

test('what is not below the path is left alone', async () => {
  const queries = new QueryClient({ defaultOptions: { queries: { gcTime: 0 } } })
  let asked = 0
  const observer = new QueryObserver(queries, { queryKey: ['get', '/api/units'], queryFn: () => Promise.resolve(++asked) })
  const stop = observer.subscribe(() => {})
  await refetch(queries, '/api/payments')
  await new Promise((later) => setTimeout(later))
  assert.equal(asked, 1)
  stop()
  queries.clear()
})
