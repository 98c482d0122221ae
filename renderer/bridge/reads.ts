import type { CallError } from '../../shared/contract/errors.ts'
import type { CallInput, CallName, CallOutput, CallReply } from '../../shared/contract/index.ts'
import type { Bridge } from '../../shared/contract/terminal.ts'
import { reuse } from './reuse.ts'

/** What a view knows of one question to the terminal. The last value stays while it is asked again. */
export interface Read<Name extends CallName> {
  readonly value: CallOutput<Name> | undefined
  readonly error: CallError | undefined
}

interface Entry<Name extends CallName> {
  readonly name: Name
  readonly ask: () => Promise<CallReply<Name>>
  read: Read<Name>
  readonly viewers: Set<() => void>
  asking: boolean
  stale: boolean
  askedAtMs: number
}

export interface Reads {
  readonly snapshot: <Name extends CallName>(name: Name, input: CallInput<Name>) => Read<Name>
  readonly view: <Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    onChange: () => void,
  ) => () => void
  /** Rows changed: what is on screen is asked again now, the rest when it is next looked at. */
  readonly expire: (only?: readonly CallName[]) => void
  /** Forgets every answer: the next person at this desk starts with none of them. */
  readonly forget: () => void
}

const keptUnviewed = 40
/** While changes pour in (a first mirror, a long drain) each view reads no more often than this. */
const calmMs = 120

/** The answers on screen, one per question, however many views ask it. */
export function createReads(bridge: Bridge): Reads {
  const entries = new Map<string, Entry<CallName>>()
  return { snapshot, view, expire, forget }

  function snapshot<Name extends CallName>(name: Name, input: CallInput<Name>): Read<Name> {
    return entryOf(name, input).read
  }

  function view<Name extends CallName>(name: Name, input: CallInput<Name>, onChange: () => void): () => void {
    const entry = entryOf(name, input)
    entry.viewers.add(onChange)
    if (entry.stale) ask(entry)
    return () => {
      entry.viewers.delete(onChange)
      dropOldest()
    }
  }

  function expire(only?: readonly CallName[]): void {
    for (const entry of entries.values()) {
      if (only && !only.includes(entry.name)) continue
      entry.stale = true
      if (entry.viewers.size > 0) ask(entry)
    }
  }

  function forget(): void {
    for (const [key, entry] of entries) {
      if (entry.viewers.size === 0) entries.delete(key)
      else show(entry, { value: undefined, error: undefined })
    }
    expire()
  }

  /** The one place that ties a key's type to its entry's: the key is made from the name. */
  function entryOf<Name extends CallName>(name: Name, input: CallInput<Name>): Entry<Name> {
    const key = `${name} ${JSON.stringify(input)}`
    const known = entries.get(key)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key says of which call the entry is
    if (known) return known as unknown as Entry<Name>
    const made: Entry<Name> = {
      name,
      ask: () => bridge.call(name, input),
      read: { value: undefined, error: undefined },
      viewers: new Set(),
      asking: false,
      stale: true,
      askedAtMs: Number.NEGATIVE_INFINITY,
    }
    entries.set(key, made)
    return made
  }

  function ask<Name extends CallName>(entry: Entry<Name>): void {
    if (entry.asking) return
    entry.asking = true
    const waitMs = Math.max(0, entry.askedAtMs + calmMs - performance.now())
    if (waitMs === 0) void askNow(entry)
    else setTimeout(() => void askNow(entry), waitMs)
  }

  async function askNow<Name extends CallName>(entry: Entry<Name>): Promise<void> {
    entry.stale = false
    entry.askedAtMs = performance.now()
    try {
      const reply = await entry.ask()
      if (reply.ok) show(entry, { value: reuse(entry.read.value, reply.value), error: undefined })
      else show(entry, { value: entry.read.value, error: reuse(entry.read.error, reply.error) })
    } finally {
      entry.asking = false
      if (entry.stale && entry.viewers.size > 0) ask(entry)
    }
  }

  function show<Name extends CallName>(entry: Entry<Name>, read: Read<Name>): void {
    if (Object.is(entry.read.value, read.value) && Object.is(entry.read.error, read.error)) return
    entry.read = read
    for (const onChange of entry.viewers) onChange()
  }

  function dropOldest(): void {
    const unviewed = [...entries].filter(([, entry]) => entry.viewers.size === 0 && !entry.asking)
    for (const [key] of unviewed.slice(0, Math.max(0, unviewed.length - keptUnviewed))) entries.delete(key)
  }
}
