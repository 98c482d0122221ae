import { checkHouse } from '../../shared/testing/check-house.ts'
import { joinStore } from '../../electron/store/open.ts'
import { checkConvergence } from './check-convergence.ts'
import { checkSentAway, isSentAway } from './check-sent-away.ts'
import { type Ack, type Breach, type CheckedDesk, type Law } from './facts.ts'
import { chainHash, firstHash } from '../../electron/outbox/envelope.ts'
import type { SoakServer } from './server.ts'

/** A command as the server has it. */
interface ServerOp {
  readonly [column: string]: unknown
  readonly terminalId: string
  readonly seq: number
  readonly opId: string
  readonly body: string
  readonly hash: string
  readonly status: string
}

/** Laws 1 to 11 at rest: everybody is connected, and nothing is on its way. */
export async function checkWorld(
  server: SoakServer,
  desks: readonly CheckedDesk[],
  acks: readonly Ack[],
): Promise<readonly Breach[]> {
  const ops = await server.rows<ServerOp>(
    `select terminal_id as "terminalId", seq, op_id as "opId", body, hash, status from sync.ops order by terminal_id, seq`,
  )
  const moved = movedAcks(ops, acks)
  const own = acks.filter((ack) => !moved.has(ack))
  return [
    ...checkOnce(ops, acks, await readForks(server)),
    ...checkOrder(ops, desks),
    ...checkNumbers(own),
    ...(await checkSeries(server, own)),
    ...(await checkCodes(server, acks, moved)),
    ...(await checkMoney(server, ops, acks)),
    ...(await askServer(server)),
    ...(await checkConvergence(
      server,
      desks.filter(({ db }) => !isSentAway(db)),
    )),
    ...(await checkSentAway(server, desks)),
    ...desks.flatMap(checkFile),
  ]
}

/** Terminals that came of a copied disk, and what each was copied from. */
async function readForks(server: SoakServer): Promise<ReadonlyMap<string, string>> {
  const forks = await server.rows<{ id: string; origin: string }>(
    'select terminal_id as id, forked_from as origin from sync.terminal_state where forked_from is not null',
  )
  return new Map(forks.map(({ id, origin }) => [id, origin]))
}

/** What a copy of a disk did under the name that it had, and brought to the server under one of its own. */
function movedAcks(ops: readonly ServerOp[], acks: readonly Ack[]): ReadonlySet<Ack> {
  const asDone = new Set(ops.map(({ terminalId, opId }) => `${terminalId} ${opId}`))
  const known = new Set(ops.map(({ opId }) => opId))
  return new Set(
    acks.filter(({ terminalId, opId }) => known.has(opId) && !asDone.has(`${terminalId} ${opId}`)),
  )
}

/**
 * Laws 1 and 2: whatever a clerk was told is done is at the server, once. What was on its way when a disk was copied is
 * brought by both copies: the second is told how the first ended.
 */
function checkOnce(
  all: readonly ServerOp[],
  acks: readonly Ack[],
  forks: ReadonlyMap<string, string>,
): readonly Breach[] {
  const first = (terminalId: string): string => {
    const origin = forks.get(terminalId)
    return origin === undefined ? terminalId : first(origin)
  }
  const seen = new Map<string, ServerOp>()
  const ops = all.filter((op) => {
    const other = seen.get(op.opId)
    seen.set(op.opId, op)
    return (
      other === undefined ||
      other.terminalId === op.terminalId ||
      other.status !== op.status ||
      first(other.terminalId) !== first(op.terminalId)
    )
  })
  const times = new Map<string, number>()
  for (const { opId } of ops) times.set(opId, (times.get(opId) ?? 0) + 1)
  return [
    ...acks
      .filter(({ opId }) => !times.has(opId))
      .map((ack) => breach('lost', `${nameOf(ack)} never came to the server`)),
    ...[...times]
      .filter(([, count]) => count > 1)
      .map(([opId, count]) =>
        breach('doubled', `the server has ${nameOf(acks.find((ack) => ack.opId === opId))} ${count} times`),
      ),
  ]
}

/** Laws 3 and 11: without a gap, each following from the one before by its hash, and both sides say the same of each. */
function checkOrder(ops: readonly ServerOp[], desks: readonly CheckedDesk[]): readonly Breach[] {
  const breaches: Breach[] = []
  const heads = new Map<string, { readonly seq: number; readonly hash: string }>()
  for (const { terminalId, seq, body, hash } of ops) {
    const head = heads.get(terminalId) ?? { seq: 0, hash: firstHash }
    if (seq !== head.seq + 1)
      breaches.push(breach('order', `the server has command ${seq} of a terminal after ${head.seq}`))
    if (chainHash(head.hash, body) !== hash)
      breaches.push(breach('audit', `command ${seq} does not follow from the one before`))
    heads.set(terminalId, { seq, hash })
  }
  for (const desk of desks) {
    const here = desk.db
      .prepare<[], string>(
        `select seq || ' ' || op_id || ' ' || hash || ' ' || coalesce(status, '-') from outbox order by seq`,
      )
      .pluck()
      .all()
    const there = ops
      .filter(({ terminalId }) => terminalId === desk.terminalId())
      .map(({ seq, opId, hash, status }) => `${seq} ${opId} ${hash} ${status}`)
    // a copy of a disk on which nobody has done anything yet does not know that it is one
    const isCopy = desks.some((other) => other !== desk && other.terminalId() === desk.terminalId())
    const differing =
      here.find((line, index) => line !== there[index]) ?? (isCopy ? undefined : there[here.length])
    if (differing !== undefined)
      breaches.push(breach('order', `desk ${desk.number + 1} and the server differ on ${differing}`))
  }
  return breaches
}

/** Law 10: each series counts 1, 2, 3, whatever became of what the numbers were given to. */
function checkNumbers(acks: readonly Ack[]): readonly Breach[] {
  const breaches: Breach[] = []
  for (const [series, numbers] of numbersGiven(acks)) {
    numbers.forEach((number, index) => {
      if (number !== index + 1)
        breaches.push(breach('gaps', `a series goes on from ${index} with ${number} (${series})`))
    })
  }
  return breaches
}

/** The numbers given, by series, in the order in which they were. */
function numbersGiven(acks: readonly Ack[]): ReadonlyMap<string, readonly number[]> {
  const given = new Map<string, number[]>()
  for (const ack of acks) {
    for (const { table, id, set } of ack.writes) {
      const number = set['last_number']
      if (table !== 'number_series' || typeof number !== 'number') continue
      given.set(id, [...(given.get(id) ?? []), number])
    }
  }
  return given
}

/** Law 10, at the server: it knows how far each series has come, so that nobody gives a number again. */
async function checkSeries(server: SoakServer, acks: readonly Ack[]): Promise<readonly Breach[]> {
  const rows = await server.rows<{ id: string; last: number }>(
    `select id, last_number as last from public.number_series`,
  )
  const known = new Map(rows.map(({ id, last }) => [id, last]))
  return [...numbersGiven(acks)]
    .filter(([id, numbers]) => known.get(id) !== Math.max(...numbers))
    .map(([id, numbers]) =>
      breach(
        'gaps',
        `a series has come to ${Math.max(...numbers)}, and the server thinks ${known.get(id) ?? 'nothing'}`,
      ),
    )
}

/**
 * Law 10, on paper: what a guest was given a number for has that number, if it is there. Of two copies of a disk that
 * gave the same, one has it with its new series behind it.
 */
async function checkCodes(
  server: SoakServer,
  acks: readonly Ack[],
  moved: ReadonlySet<Ack>,
): Promise<readonly Breach[]> {
  const rows = await server.rows<{ id: string; code: string }>(
    `select id, booking_code as code from public.bookings union all
     select id, payment_code from public.payments where payment_code is not null union all
     select id, invoice_number from public.invoices where invoice_number is not null`,
  )
  const codes = new Map(rows.map(({ id, code }) => [id, code]))
  return acks.flatMap((ack) =>
    ack.writes.flatMap(({ id, verb, set }) => {
      const given = set['booking_code'] ?? set['payment_code'] ?? set['invoice_number']
      const code = codes.get(id)
      return verb !== 'insert' ||
        typeof given !== 'string' ||
        code === undefined ||
        code === given ||
        (moved.has(ack) && code.startsWith(`${given}-`))
        ? []
        : [breach('gaps', `${nameOf(ack)}: what was given ${given} is ${code} at the server`)]
    }),
  )
}

/** Law 9: money that was taken is there, once and with its amount, and so is what was posted by what was accepted. */
async function checkMoney(
  server: SoakServer,
  ops: readonly ServerOp[],
  acks: readonly Ack[],
): Promise<readonly Breach[]> {
  const rows = await server.rows<{ id: string; amount: string }>(
    `select id, amount::text as amount from public.payments union all select id, amount::text from public.transactions`,
  )
  const there = new Map(rows.map(({ id, amount }) => [id, Number(amount)]))
  const known = new Map(ops.map((op) => [op.opId, op]))
  return acks.flatMap((ack) => {
    const op = known.get(ack.opId)
    const accepted = ['applied', 'merged', 'parked'].includes(op?.status ?? '')
    return ack.writes
      .filter(
        ({ table, verb }) =>
          verb === 'insert' && (table === 'payments' || (table === 'transactions' && accepted)),
      )
      .flatMap(({ table, id, set }) => {
        const amount = there.get(id)
        // run again before it went up, the end of the day leaves out who turned out not to be in the house
        const isLeftOut = ack.name === 'day.postNights' && op?.body.includes(id) === false
        if (amount === undefined)
          return isLeftOut
            ? []
            : [breach('money', `${nameOf(ack)}: its row of ${table} is not at the server`)]
        // a night that two desks have posted is posted once, at the price of the first
        const isOwn = set['booking_night_id'] === undefined || set['booking_night_id'] === null
        return isOwn && amount !== Number(set['amount'])
          ? [breach('money', `${nameOf(ack)}: an amount of ${table} is another at the server`)]
          : []
      })
  })
}

/** Laws 8, 9 and 11, as far as the server's rows tell by themselves. */
async function askServer(server: SoakServer): Promise<readonly Breach[]> {
  const found = await server.rows<{ law: Law; text: string; count: number }>(
    questions
      .map(
        ([law, text, sql]) =>
          `select '${law}' as law, '${text}' as text, count(*)::int as count from (${sql}) x`,
      )
      .join(' union all '),
  )
  return found
    .filter(({ count }) => count > 0)
    .map(({ law, text, count }) => breach(law, `at the server ${text}, ${count}`))
}

const questions: readonly (readonly [law: Law, what: string, brokenBy: string])[] = [
  [
    'overlaps',
    'two stays hold one room for one night',
    `select 1 from public.booking_nights where holds_room and room_id is not null group by room_id, night having count(*) > 1`,
  ],
  [
    'overlaps',
    'two parties are in one room',
    `select 1 from public.bookings where status = 'checked_in' and room_id is not null group by room_id having count(*) > 1`,
  ],
  [
    'money',
    'a payment is not on the folio once',
    `select 1 from public.payments p where p.status = 'completed' and p.refund_of is null and 1 <> (
       select count(*) from public.transactions t where t.payment_id = p.id and t.reverses_id is null and t.amount = -p.amount)`,
  ],
  [
    'money',
    'a sum of a stay is not what its rows come to',
    `select 1 from public.bookings b where b.paid_amount <> (
       select coalesce(sum(case when p.refund_of is null then p.amount else -p.amount end), 0) from public.payments p
        where p.booking_id = b.id and p.status in ('completed', 'refunded'))`,
  ],
  [
    'money',
    'a night is on the folio twice',
    `select 1 from public.transactions where booking_night_id is not null and reverses_id is null and type = 'room_charge'
      group by booking_night_id having count(*) > 1`,
  ],
  [
    'audit',
    'a command has not one audit row for each change',
    `select 1 from sync.ops o left join public.audit_logs a on a.op_id = o.op_id
      where o.status in ('applied', 'merged', 'parked')
        and not exists (select from sync.ops x where x.op_id = o.op_id and x.received_at < o.received_at)
      group by o.op_id, o.body having count(a.id) <> jsonb_array_length(o.body::jsonb -> 'writes')`,
  ],
  [
    'lost',
    'a command that was not simply done has no card',
    `select 1 from sync.ops o where o.status in ('parked', 'conflict', 'refused')
       and not exists (select from public.sync_conflicts c where c.op_id = o.op_id)`,
  ],
  [
    'doubled',
    'a command has two cards',
    `select 1 from public.sync_conflicts group by op_id having count(*) > 1`,
  ],
]

/** Law 1, and what must be so in a store at rest. */
function checkFile(desk: CheckedDesk): readonly Breach[] {
  const { db } = desk
  const findings = integrityOf(desk.file)
  const left = ['shadow', 'outbox_rows', 'staged_pages'].filter(
    (table) => db.prepare(`select 1 from ${table}`).get() !== undefined,
  )
  return [
    ...(findings.join() === 'ok' ? [] : [`the file is damaged: ${findings[0] ?? ''}`]),
    ...left.map((table) => `${table} is not empty`),
    ...checkHouse(db),
  ].map((text) => breach('file', `desk ${desk.number + 1}: ${text}`))
}

/**
 * As a new connection finds it: one that has used the full-text index holds on to its structure, and `integrity_check`
 * takes what another connection has made of it since for damage.
 */
function integrityOf(file: string): readonly string[] {
  const db = joinStore({ file, readonly: true })
  try {
    return db.prepare<[], string>('pragma integrity_check').pluck().all()
  } finally {
    db.close()
  }
}

function breach(law: Law, text: string): Breach {
  return { law, text }
}

function nameOf(ack: Ack | undefined): string {
  return ack === undefined
    ? 'a command'
    : `desk ${ack.desk + 1}’s command ${ack.seq}, ${ack.name} ${ack.subject},`
}
