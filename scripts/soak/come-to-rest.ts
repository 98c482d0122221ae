import type { Database } from 'better-sqlite3'
import { countPending } from '../../electron/store/reads/commands.ts'
import { readSyncState } from '../../electron/store/sync-state.ts'
import { isSentAway } from './check-sent-away.ts'
import type { Stage } from './stage.ts'

/** Ends all trouble, and gives everybody time: until nothing is on its way and all have seen what the others did. */
export async function comeToRest(stage: Stage): Promise<void> {
  const { desks } = stage
  const { server, places, traffic } = stage.world
  for (const desk of desks) {
    const proxy = places[desk.number]?.proxy
    proxy?.forgetPlans()
    proxy?.cut(false)
    proxy?.release()
    stage.mend(desk)
    await desk.sync.practise(false)
  }
  await traffic.settle()
  let [quiet, idle, left] = [false, 0, pendingOf(desks)]
  while (!quiet && idle < restRounds) {
    for (const desk of desks) {
      desk.clock.pass(61_000)
      desk.sync.syncNow()
      await traffic.settle()
      await hearPokes(stage)
    }
    await stage.runTimers()
    // the server's time passes too: it waits some minutes for what a terminal alone knew that it has forgotten
    await server.rows(`update sync.orders set waiting_since = waiting_since - interval '61 seconds'`)
    const now = pendingOf(desks)
    idle = now < left ? 0 : idle + 1
    left = now
    quiet = desks.every((desk) => isQuiet(desk.db)) && (await haveHeardAll(stage))
  }
  stage.look()
  for (const desk of desks) {
    if (isQuiet(desk.db)) continue
    stage.breaches.push({
      law: 'stuck',
      text: `desk ${desk.number + 1}: ${countPending(desk.db)} commands do not go up, the line says ${desk.sync.status().state}`,
    })
  }
}

const pendingOf = (desks: Stage['desks']): number => desks.reduce((sum, { db }) => sum + countPending(db), 0)

/** Every cursor is of the server that there is, and nothing has been written there that it does not lead past. */
async function haveHeardAll({ world, desks }: Stage): Promise<boolean> {
  const cursors = desks
    .filter(({ db }) => !isSentAway(db))
    .map(({ db }) => ({ epoch: readSyncState(db, 'epoch'), cursor: readSyncState(db, 'cursor') }))
  const [found] = await world.server.rows<{ behind: number }>(
    `select count(*)::int as behind from json_to_recordset($1) as d (epoch text, cursor text)
      where d.epoch is distinct from sync.epoch() or exists (
        select from sync.row_versions v
         where v.xid >= pg_snapshot_xmin(d.cursor::pg_snapshot) and not pg_visible_in_snapshot(v.xid, d.cursor::pg_snapshot))`,
    [JSON.stringify(cursors)],
  )
  return found?.behind === 0
}

/** What terminals bring back to a server that forgot it, they bring in turns, each telling the others. */
async function hearPokes({ world, desks, poked, deskOf }: Stage): Promise<void> {
  for (
    let left = pendingOf(desks), before = left + 1;
    left > 0 && left < before;
    before = left, left = pendingOf(desks)
  ) {
    for (const number of poked) {
      poked.delete(number)
      deskOf(number).hearPoke()
      await world.traffic.settle()
    }
  }
}

/** So often nothing may move, while something is still to be sent or heard. */
const restRounds = 12

function isQuiet(db: Database): boolean {
  if (isSentAway(db)) return true
  return (
    countPending(db) === 0 &&
    readSyncState(db, 'cursor') !== null &&
    db.prepare('select 1 from shadow limit 1').get() === undefined
  )
}
