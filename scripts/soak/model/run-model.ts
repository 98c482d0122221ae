import { seededRandom } from '../../load/random.ts'
import type { Breach, Law } from '../facts.ts'
import { createAgenda } from './agenda.ts'
import { createModelLine, type LineWeather } from './model-line.ts'
import { createModelServer, type Flaw, type ModelServer } from './model-server.ts'
import { createModelTerminal, type ModelTerminal } from './model-terminal.ts'

export interface ModelRun {
  readonly breaches: readonly Breach[]
  readonly commands: number
}

const busyMs = 600_000
const restMs = 900_000

/** Ten minutes of trouble for two to five terminals and a server, and a quarter of an hour in which to come to rest. */
export function runModel(seed: string, flaw: Flaw = 'none'): ModelRun {
  const random = seededRandom(`model ${seed}`)
  const agenda = createAgenda()
  const server = createModelServer(flaw)
  const weather: LineWeather = { trouble: random.pick([0, 10, 30, 60]) }
  const told = new Map<string, number>()
  const breaches: Breach[] = []
  const terminals: ModelTerminal[] = Array.from({ length: random.between(2, 5) }, (_, number) =>
    createModelTerminal({
      number,
      agenda,
      random,
      line: createModelLine(agenda, random, server, weather),
      flaw,
      pokeOthers: () => {
        for (const other of terminals) {
          if (other.number !== number && random.chance(0.8)) {
            agenda.after(random.between(1, 100), () => other.hear({ type: 'poke' }))
          }
        }
      },
      onApplied: () => breaches.push(...unread(terminals[number])),
    }),
  )
  for (const terminal of terminals) terminal.hear({ type: 'started', enrolled: true })

  const [crashes, goesBack] = [random.chance(0.5), random.chance(0.3)]
  const clerk = (terminal: ModelTerminal): void => {
    const kind = random.pick(['claim', 'claim', 'pay', 'clean'] as const)
    const id = terminal.perform(kind, `${kind} ${random.between(1, 12)}`, String(random.between(1, 99)))
    if (id !== null) told.set(id, terminal.number)
  }
  for (let act = random.between(20, 50); act > 0; act -= 1) {
    agenda.after(random.next() * busyMs, () => clerk(random.pick(terminals)))
  }
  for (let act = random.between(0, 8); act > 0; act -= 1) {
    agenda.after(random.next() * busyMs, () =>
      random.pick(terminals).hear({ type: 'practise', on: random.chance(0.5) }),
    )
    if (crashes) agenda.after(random.next() * busyMs, () => random.pick(terminals).crash())
  }
  if (goesBack) {
    agenda.after(random.next() * busyMs, server.backUp)
    agenda.after(random.next() * busyMs, server.goBack)
  }
  agenda.runUntil(busyMs)

  weather.trouble = 0
  for (const terminal of terminals) {
    terminal.hear({ type: 'practise', on: false })
    terminal.hear({ type: 'try_now' })
  }
  agenda.runUntil(busyMs + restMs)
  return { breaches: [...breaches, ...check(server, terminals, told)], commands: told.size }
}

/** Law 5. */
function unread(terminal: ModelTerminal | undefined): readonly Breach[] {
  if (terminal === undefined) return []
  const view = terminal.view()
  return terminal
    .ops()
    .filter(({ op, status }) => op.kind === 'pay' && status === null && !view.has(op.key))
    .map(({ op }) => breach('unread', `terminal ${terminal.number} does not see ${op.id}`))
}

function check(
  server: ModelServer,
  terminals: readonly ModelTerminal[],
  told: ReadonlyMap<string, number>,
): readonly Breach[] {
  const rows = server.rows()
  const done = terminals.flatMap(({ number }) => server.ops(number))
  const known = new Set(done.map(({ id }) => id))
  const paid = [...rows.keys()].filter((key) => key.startsWith('pay '))
  return [
    ...[...told.keys()].filter((id) => !known.has(id)).map((id) => breach('lost', `${id} never came`)),
    ...(known.size === done.length ? [] : [breach('doubled', 'a command is there twice')]),
    ...(paid.length === done.filter(({ kind }) => kind === 'pay').length
      ? []
      : [breach('money', 'there is not one payment for each that was taken')]),
    ...done
      .filter(
        ({ kind, key, value, id }) =>
          kind === 'claim' && rows.get(key) !== value && !rows.has(`parked ${id}`),
      )
      .map(({ id }) => breach('overlaps', `${id} has neither its room nor a card`)),
    ...terminals.flatMap((terminal) => checkTerminal(server, terminal, rows)),
  ]
}

function checkTerminal(
  server: ModelServer,
  terminal: ModelTerminal,
  rows: ReadonlyMap<string, string>,
): readonly Breach[] {
  const name = `terminal ${terminal.number}`
  const there = server.ops(terminal.number)
  const here = terminal.ops()
  const mirror = terminal.mirror()
  const differs = [...rows].some(([key, value]) => mirror.get(key) !== value) || mirror.size !== rows.size
  return [
    ...(terminal.pending() === 0 && terminal.isMirrored()
      ? []
      : [breach('stuck', `${name} has not come to rest`)]),
    ...(here.some(({ op }, index) => op.hash !== there[index]?.hash)
      ? [breach('order', `${name} and the server differ on what was done`)]
      : []),
    ...(there.some(({ seq }, index) => seq !== index + 1) ? [breach('gaps', `${name} has a gap`)] : []),
    ...(differs ? [breach('diverged', `${name} does not show what the server has`)] : []),
  ]
}

function breach(law: Law, text: string): Breach {
  return { law, text }
}
