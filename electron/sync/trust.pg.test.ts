import type { Database } from 'better-sqlite3'
import { cpSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { err } from '../../shared/kernel/result.ts'
import { createBooking } from '../commands/create-booking.ts'
import type { CommandInput } from '../commands/desk-command.ts'
import { takePayment } from '../commands/take-payment.ts'
import type { CommandDone } from '../outbox/run-command.ts'
import { mirrorTables } from '../store/mirror-tables.ts'
import { isRepeatable } from '../handlers/conflict/repeatable-op.ts'
import { listQuarantined } from '../store/reads/commands.ts'
import { findConflictCard } from '../store/reads/conflict-cards.ts'
import { readSyncState } from '../store/sync-state.ts'
import { startHotelServer, type HotelServer } from './testing/hotel-server.ts'
import { hastyTimers, openTestDesk, throwAway, type DeskOptions, type TestDesk } from './testing/test-desk.ts'

let server: HotelServer
const desks: TestDesk[] = []

beforeAll(async () => {
  server = await startHotelServer()
})
afterAll(() => server.stop())
afterEach(async () => {
  for (const desk of desks.splice(0)) await throwAway(desk)
})

function open(options: DeskOptions = {}): TestDesk {
  const desk = openTestDesk(server, { timers: hastyTimers, ...options })
  desks.push(desk)
  return desk
}

async function openDesk(options?: DeskOptions): Promise<TestDesk> {
  const desk = open(options)
  expect(await desk.sync.enrol(await server.enrolCode(), 'Desk')).toMatchObject({ ok: true })
  await desk.until((line) => line.state === 'ok')
  return desk
}

let day = 0

function book(desk: TestDesk): CommandDone & { readonly bookingId: string } {
  day += 1
  const night = (offset: number): string =>
    new Date(Date.parse(server.businessDate) + (day + offset) * 86_400_000).toISOString().slice(0, 10)
  const stay: CommandInput<'booking.create'> = {
    arrival: night(0),
    departure: night(1),
    adults: 2,
    children: 0,
    guest: { kind: 'new', fullName: 'Ada Guest', phone: '', email: '', nationality: '' },
    roomTypeId: server.roomTypeId,
    source: 'phone',
    specialRequests: '',
    internalNotes: '',
    overbook: false,
  }
  const done = desk.perform(createBooking, stay)
  if (!done.ok || done.value.bookingId === null) throw new Error('not booked')
  return { ...done.value, bookingId: done.value.bookingId }
}

const quiet = (desk: TestDesk) => desk.until((line) => line.pending === 0 && line.online)
const terminalOf = (desk: TestDesk): string | null => readSyncState(desk.db, 'terminal_id')
const codesHere = (desk: TestDesk): readonly unknown[] =>
  desk.db.prepare('select booking_code from bookings order by 1').pluck().all()

test(
  'a copy of a disk joins as another terminal, and the work of both is kept, with the codes that were told',
  { timeout: 40_000 },
  async () => {
    const one = await openDesk()
    const before = book(one)
    await quiet(one)
    await one.shutDown()
    desks.splice(desks.indexOf(one), 1)
    const copy = join(mkdtempSync(join(tmpdir(), 'front-desk-copy-')), 'terminal.db')
    cpSync(one.file, copy)

    const original = open({ file: one.file })
    await original.until((line) => line.online)
    const there = book(original)
    await quiet(original)

    const clone = open({ file: copy })
    const here = book(clone)
    await quiet(clone)
    await clone.until((line) => line.state !== 'mirroring')
    expect(terminalOf(clone)).not.toBe(terminalOf(original))
    expect(readSyncState(clone.db, 'series')).not.toBe(readSyncState(original.db, 'series'))
    const [status] = await server.column('select status from sync.ops where op_id = $1 order by seq desc', [
      here.opId,
    ])
    // both copies gave the same code: the second is told apart, and what its guest was told is still to be read in it
    expect(here.subject).toBe(there.subject)
    expect(status).toBe('applied')
    const series = readSyncState(clone.db, 'series') ?? ''
    expect(await server.column('select booking_code from bookings where id = $1', [here.bookingId])).toEqual([
      `${there.subject}-${series}`,
    ])
    expect(clone.sync.status().attention).toBe(0)

    const next = book(clone)
    await quiet(clone)
    expect(next.subject.startsWith(readSyncState(clone.db, 'series') ?? '')).toBe(true)
    expect(
      await server.column('select count(*)::int from bookings where id = any ($1)', [
        [before.bookingId, there.bookingId, here.bookingId, next.bookingId],
      ]),
    ).toEqual([4])
  },
)

test('a terminal that was sent away hands in its work once and forgets everything of the hotel', async () => {
  const desk = await openDesk()
  const { bookingId } = book(desk)
  await quiet(desk)
  await desk.sync.practise(true)
  expect(
    desk.perform(takePayment, { bookingId, payment: { method: 'cash', amountMinor: 50_00, reference: '' } }),
  ).toMatchObject({ ok: true })
  const terminal = terminalOf(desk)
  await server.column(`update terminals set revoked_at = now() where id = $1`, [terminal])
  await desk.sync.practise(false)
  await desk.until((line) => line.state === 'not_enrolled')
  expect(desk.sync.status()).toMatchObject({ problem: 'revoked', pending: 0 })
  for (const table of [...mirrorTables, 'outbox', 'staff_verifiers', 'shadow', 'search_entries'])
    expect(desk.db.prepare(`select count(*) from ${table}`).pluck().get()).toBe(0)
  expect(desk.db.prepare('select key from sync_state').pluck().all()).toEqual(['revoked'])
  expect(
    await server.column(
      `select suspense_reason from payments where booking_id = $1 or suspense_reason is not null`,
      [bookingId],
    ),
  ).toHaveLength(1)
})

test('two copies of a disk that was sent away both hand in what they did, and both forget everything', async () => {
  const one = await openDesk()
  const { bookingId } = book(one)
  await quiet(one)
  const name = terminalOf(one)
  await one.shutDown()
  desks.splice(desks.indexOf(one), 1)
  const file = join(mkdtempSync(join(tmpdir(), 'front-desk-copy-')), 'terminal.db')
  cpSync(one.file, file)
  await server.column(`update terminals set revoked_at = now() where id = $1`, [name])
  const paid: string[] = []
  for (const from of [one.file, file]) {
    const copy = open({ file: from })
    // at once, before it has heard anything
    const done = copy.perform(takePayment, {
      bookingId,
      payment: { method: 'cash', amountMinor: 30_00, reference: '' },
    })
    if (!done.ok) throw new Error(done.error.code)
    paid.push(done.value.opId)
    await copy.until((line) => line.state === 'not_enrolled')
    expect(copy.db.prepare('select key from sync_state').pluck().all()).toEqual(['revoked'])
  }
  expect(
    await server.column(
      `select o.reason || ' ' || (select p.suspense_reason from payments p where p.id = (o.detail #>> '{suspense,0}')::uuid)
         from sync.ops o where o.op_id = any ($1)`,
      [paid],
    ),
  ).toEqual(['revoked terminal_revoked', 'revoked terminal_revoked'])
})

test('a row that is not the server’s is found and put right, whatever became of it here', async () => {
  const desk = await openDesk()
  const { bookingId } = book(desk)
  await quiet(desk)
  await desk.until((line) => line.state === 'ok')
  await expect.poll(() => desk.db.prepare('select count(*) from shadow').pluck().get()).toBe(0)
  const digest = () =>
    desk.db.prepare('select adults, special_requests from bookings where id = ?').get(bookingId)
  const whole = digest()
  const rooms = desk.db.prepare('select count(*) from rooms').pluck().get()
  desk.db.prepare(`update bookings set adults = 4, special_requests = 'x' where id = ?`).run(bookingId)
  desk.db
    .prepare(
      'delete from rooms where id = (select id from rooms where id not in (select room_id from booking_nights where room_id is not null) limit 1)',
    )
    .run()
  await expect.poll(digest, { timeout: 60_000 }).toEqual(whole)
  await expect
    .poll(() => desk.db.prepare('select count(*) from rooms').pluck().get(), { timeout: 60_000 })
    .toBe(rooms)
  expect(desk.logs.some((line) => line.includes('put right what differed table=bookings'))).toBe(true)
})

test('a command that no gateway lets through is left out in sight, and the rest goes on', async () => {
  const desk = await openDesk()
  desk.line.plan('sync_push', { status: 413 }, { status: 413 }, { status: 413 })
  const stuck = book(desk)
  // and nobody asks for it now: on a slow machine that would bring the text as soon as its hash is there
  await expect.poll(() => listQuarantined(desk.db).length, { timeout: 60_000 }).toBe(1)
  const next = book(desk)
  await quiet(desk)
  expect(desk.sync.status()).toMatchObject({ state: 'attention', attention: 1, quarantined: 1, online: true })
  expect(
    await server.column(
      'select status || coalesce(reason, $2) from sync.ops where op_id = any ($1) order by seq',
      [[stuck.opId, next.opId], ''],
    ),
  ).toEqual(['refusedquarantined', 'applied'])
  expect(listQuarantined(desk.db)[0]).toMatchObject({ opId: stuck.opId, reason: 'too_large' })
})

test('the text of what was left out is brought later when somebody wants it, and only its card is left to decide', async () => {
  const desk = await openDesk()
  desk.line.plan('sync_push', { status: 413 }, { status: 413 }, { status: 413 })
  const stuck = book(desk)
  // and nobody asks for it now: on a slow machine that would bring the text as soon as its hash is there
  await expect.poll(() => listQuarantined(desk.db).length, { timeout: 60_000 }).toBe(1)
  await quiet(desk)
  const asked = () => desk.line.sent('sync_deliver_quarantined').length
  const before = asked()
  desk.line.plan('sync_deliver_quarantined', { status: 413 })
  desk.sync.syncNow()
  await expect.poll(asked).toBe(before + 1)
  expect(desk.sync.status()).toMatchObject({ quarantined: 1, online: true })

  desk.sync.syncNow()
  await desk.until((line) => line.quarantined === 0)
  const [kept] = listQuarantined(desk.db)
  expect(
    await server.column(
      `select b.body from sync.delivered_bodies b join sync.ops o using (terminal_id, seq) where o.op_id = $1`,
      [stuck.opId],
    ),
  ).toEqual([kept?.body])
  expect(await server.column(`select status from sync_conflicts where op_id = $1`, [stuck.opId])).toEqual([
    'open',
  ])
  desk.sync.syncNow()
  await desk.until((line) => line.online)
  expect(asked()).toBe(before + 2)
})

function cardOf(db: Database, opId: string) {
  const cardId = db
    .prepare<[string], string>('select id from sync_conflicts where op_id = ?')
    .pluck()
    .get(opId)
  return cardId === undefined ? null : findConflictCard(db, cardId)
}

test('what one copy of a disk could not send is refused to the other copy too, in sight of both, who may do it again', async () => {
  const one = await openDesk()
  await quiet(one)
  await one.sync.practise(true)
  const stuck = book(one)
  await one.shutDown()
  desks.splice(desks.indexOf(one), 1)
  const copy = join(mkdtempSync(join(tmpdir(), 'front-desk-copy-')), 'terminal.db')
  cpSync(one.file, copy)

  const original = open({ file: one.file })
  original.line.plan('sync_push', { status: 413 }, { status: 413 }, { status: 413 })
  await expect.poll(() => listQuarantined(original.db).length, { timeout: 60_000 }).toBe(1)
  await quiet(original)
  const clone = open({ file: copy })
  await quiet(clone)
  await clone.until((line) => line.state !== 'mirroring')
  for (const desk of [original, clone]) {
    expect(desk.db.prepare('select status, reason from outbox where op_id = ?').get(stuck.opId)).toEqual({
      status: 'refused',
      reason: 'quarantined',
    })
    await expect.poll(() => cardOf(desk.db, stuck.opId)).toMatchObject({ state: 'open', kind: 'quarantined' })
    expect(isRepeatable(desk.db, stuck.opId)).toBe(true)
  }
  expect(await server.column('select id from bookings where id = $1', [stuck.bookingId])).toEqual([])
})

test('a command rewritten at the server is seen by the terminal that sent it, and stops nothing', async () => {
  const desk = await openDesk()
  for (let count = 0; count < 3; count += 1) book(desk)
  await quiet(desk)
  const terminal = terminalOf(desk)
  const lookAgain = async (): Promise<void> => {
    desk.db.prepare(`delete from sync_state where key = 'chain_check'`).run()
    await desk.sync.practise(true)
    await desk.sync.practise(false)
    await expect.poll(() => readSyncState(desk.db, 'chain_check'), { timeout: 30_000 }).not.toBeNull()
  }
  const rewrite = async (hash: string): Promise<void> => {
    await server.column(`do $$ begin
      alter table sync.ops disable trigger ops_append_only;
      update sync.ops set hash = '${hash}' where terminal_id = '${terminal}' and seq = 1;
      alter table sync.ops enable trigger ops_append_only;
    end $$`)
  }
  await lookAgain()
  expect(desk.sync.status().problem).toBeNull()

  const hash = desk.db.prepare<[], string>('select hash from outbox where seq = 1').pluck().get() ?? ''
  await rewrite('0'.repeat(64))
  await lookAgain()
  await desk.until((line) => line.problem === 'audit_mismatch')
  expect(desk.sync.status()).toMatchObject({ state: 'attention', online: true })
  expect(desk.logs).toContain('sync: the server does not hold what was sent seq=1')
  book(desk)
  await quiet(desk)
  expect(desk.sync.status().problem).toBe('audit_mismatch')

  await rewrite(hash)
  await lookAgain()
  await desk.until((line) => line.problem === null)

  // the receipt that it gave is not the one it gives for the same command now
  const receipt = readSyncState(desk.db, 'receipt') ?? ''
  desk.db
    .prepare(`update sync_state set value = ? where key = 'receipt'`)
    .run(receipt.replace(/"receipt":"\w{8}/, '"receipt":"00000000'))
  await lookAgain()
  await desk.until((line) => line.problem === 'audit_mismatch')
})

test.each([
  [
    'that the server does not know any more',
    (desk: TestDesk) =>
      server.column(
        `update terminals set auth_user_id = (select id from user_profiles where username = 'oskar') where id = $1`,
        [terminalOf(desk)],
      ),
  ],
  [
    'whose credentials cannot be opened',
    (desk: TestDesk) =>
      Promise.resolve(
        desk.db.prepare(`update sync_state set value = 'null' where key = 'credentials'`).run(),
      ),
  ],
])('a terminal %s joins again with a new code, and nothing that waited is lost', async (_, forget) => {
  const desk = await openDesk()
  const before = book(desk)
  await quiet(desk)
  expect(await desk.sync.enrol(await server.enrolCode(), 'Desk')).toEqual(err({ code: 'already_enrolled' }))
  await desk.sync.practise(true)
  const waiting = book(desk)
  const old = terminalOf(desk)
  await forget(desk)
  await desk.sync.practise(false)
  await desk.until((line) => line.problem === 'not_a_terminal')
  expect(desk.sync.status()).toMatchObject({ state: 'attention', pending: 1 })
  const more = book(desk)

  expect(await desk.sync.enrol(await server.enrolCode(), 'Desk')).toMatchObject({ ok: true })
  await quiet(desk)
  await desk.until((line) => line.state === 'ok')
  expect(terminalOf(desk)).not.toBe(old)
  expect(
    await server.column(`select status from sync.ops where op_id = any ($1)`, [
      [before.opId, waiting.opId, more.opId],
    ]),
  ).toEqual(['applied', 'applied', 'applied'])
  expect(codesHere(desk)).toEqual(expect.arrayContaining([before.subject, waiting.subject, more.subject]))
  const next = book(desk)
  await quiet(desk)
  expect(next.subject.startsWith(readSyncState(desk.db, 'series') ?? '')).toBe(true)
})

test('while a fresh mirror is made the desk works on the rows it had, which change all at once', async () => {
  const desk = await openDesk({ pageRows: 3 })
  const { subject } = book(desk)
  await quiet(desk)
  const release = desk.line.hold('sync_snapshot')
  await server.column('select sync.renew_epoch()')
  await server.column(`update rooms set floor = 9`)
  desk.sync.syncNow()
  await desk.until((line) => line.state === 'mirroring')
  expect(codesHere(desk)).toContain(subject)
  const meanwhile = book(desk)
  expect(desk.db.prepare('select count(*) from rooms where floor = 9').pluck().get()).toBe(0)
  release()
  await desk.until((line) => line.state === 'ok')
  expect(desk.db.prepare('select count(*) from rooms where floor <> 9').pluck().get()).toBe(0)
  expect(codesHere(desk)).toEqual(expect.arrayContaining([subject, meanwhile.subject]))
  expect(existsSync(`${desk.file}-next`)).toBe(false)
})

test('a fresh mirror goes on after a restart, beside the rows that are worked with', async () => {
  const desk = await openDesk({ pageRows: 3 })
  const { subject } = book(desk)
  await quiet(desk)
  const hold = desk.line.hold('sync_pull')
  await server.column('select sync.renew_epoch()')
  desk.sync.syncNow()
  hold()
  await expect.poll(() => existsSync(`${desk.file}-next`)).toBe(true)
  await desk.shutDown()
  desks.splice(desks.indexOf(desk), 1)
  const again = open({ file: desk.file, pageRows: 3 })
  expect(codesHere(again)).toContain(subject)
  await again.until((line) => line.state === 'ok')
  expect(codesHere(again)).toContain(subject)
  expect(existsSync(`${desk.file}-next`)).toBe(false)
})

test('an enrolment whose answer was lost is asked for again with the same code', async () => {
  const desk = open()
  const code = await server.enrolCode()
  desk.line.plan('sync_enrol', 'answer_lost')
  expect(await desk.sync.enrol(code, 'Desk')).toMatchObject({ ok: false })
  expect(await desk.sync.enrol(code, 'Desk')).toMatchObject({ ok: true })
  await desk.until((line) => line.state === 'ok')
})
