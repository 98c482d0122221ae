import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLife } from './life.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
let exited: PromiseWithResolvers<number>
let before: Map<string, readonly ((...args: never[]) => void)[]>

beforeEach(() => {
  exited = Promise.withResolvers()
  before = new Map(signals.map((signal) => [signal, process.listeners(signal)]))
})

afterEach(() => {
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (before.get(signal)?.includes(listener) !== true) process.removeListener(signal, listener)
    }
  }
})

const silent = (): void => {}

test('everything that was begun is stopped once, the last first, however often it is asked', async () => {
  const life = createLife(silent, exited.resolve)
  const stopped: string[] = []
  for (const name of ['server', 'terminal', 'window']) {
    await life.begin(
      name,
      () => Promise.resolve(name),
      (begun) => Promise.resolve(void stopped.push(begun)),
    )
  }
  process.emit('SIGINT')
  process.emit('SIGTERM')
  await life.stop(3)
  expect(await exited.promise).toBe(0)
  expect(stopped).toEqual(['window', 'terminal', 'server'])
})

test('what is still starting when the end comes is stopped once it has started', async () => {
  const life = createLife(silent, exited.resolve)
  const starting = Promise.withResolvers<string>()
  const stop = vi.fn(() => Promise.resolve())
  const begun = life.begin('server', () => starting.promise, stop)
  process.emit('SIGTERM')
  await expect(begun).rejects.toThrow('stopped')
  expect(stop).not.toHaveBeenCalled()
  starting.resolve('here')
  expect(await exited.promise).toBe(0)
  expect(stop).toHaveBeenCalledWith('here')
})

test('one that does not stop does not keep the others, and is not called a success', async () => {
  const life = createLife(silent, exited.resolve)
  const stop = vi.fn(() => Promise.resolve())
  await life.begin('server', () => Promise.resolve(), stop)
  await life.begin(
    'terminal',
    () => Promise.resolve(),
    () => Promise.reject(new Error('stuck')),
  )
  await life.stop(0)
  expect(await exited.promise).toBe(1)
  expect(stop).toHaveBeenCalledTimes(1)
})

test('nothing is begun after the end', async () => {
  const life = createLife(silent, exited.resolve)
  await life.stop(0)
  const begin = vi.fn(() => Promise.resolve())
  await expect(life.begin('window', begin, () => Promise.resolve())).rejects.toThrow('stopped')
  await expect(life.during(new Promise(() => {}))).rejects.toThrow('stopped')
  expect(begin).not.toHaveBeenCalled()
})
