import { unreachable } from '../../shared/kernel/assert.ts'
import { schemaVersion } from '../../shared/protocol/rows.ts'
import type { SoakDesk } from './desk.ts'
import { ask, doCommand } from './do-command.ts'
import { changeAtOffice, moveDay, passAtServer, setVersion } from './office.ts'
import type { Step } from './schedule.ts'
import type { Stage } from './stage.ts'

/** Lets one thing happen, and tells it. */
export async function playStep(stage: Stage, step: Step): Promise<void> {
  const { desks, deskOf, tell, runTimers } = stage
  const { server, places } = stage.world
  // a copy that is not made yet, or never
  if ('desk' in step && desks[step.desk] === undefined) return
  const proxy = 'desk' in step ? places[step.desk]?.proxy : undefined
  switch (step.do) {
    case 'command':
      return await doCommand(stage, step)
    case 'ask':
      if (!(await ask(stage, deskOf(step.desk), step.name, step.input(deskOf(step.desk).db), false))) {
        stage.breaches.push({ law: 'bug', text: `desk ${step.desk + 1}: ${step.name} was refused` })
      }
      return
    case 'cut':
      if (proxy?.isCut() !== step.on) tell(step.desk, step.on ? 'the line is cut' : 'the line is back')
      return proxy?.cut(step.on)
    case 'practise':
      tell(step.desk, step.on ? 'practises an outage' : 'ends the practice')
      return void (await deskOf(step.desk).sync.practise(step.on))
    case 'fault':
      tell(step.desk, `the next ${step.path} meets ${JSON.stringify(step.fault)}`)
      return proxy?.plan(step.path, step.fault)
    case 'release':
      if (proxy !== undefined && proxy.held() > 0) tell(step.desk, 'what was held goes on')
      return proxy?.release()
    case 'wait':
      tell(null, `${step.ms} ms pass`)
      for (const desk of desks) desk.clock.pass(step.ms)
      return await runTimers()
    case 'poke':
      if (!stage.poked.delete(step.desk)) return
      tell(step.desk, 'hears a poke')
      return deskOf(step.desk).hearPoke()
    case 'hurry':
      tell(step.desk, 'tries now')
      return deskOf(step.desk).sync.syncNow()
    case 'crash':
      tell(step.desk, 'loses power and starts again')
      return await stage.crash(step.desk)
    case 'jump':
      tell(step.desk, `the clock jumps by ${step.ms / 3_600_000} hours`)
      return deskOf(step.desk).clock.jump(step.ms)
    case 'disk':
      tell(step.desk, `the disk fails the ${step.whose}: ${step.how}`)
      return stage.failDisk(step.desk, step.whose, step.how)
    case 'room_on_disk':
      tell(step.desk, 'the disk is well again')
      return stage.mend(deskOf(step.desk))
    case 'next_day':
      tell(null, 'the day moves on')
      return await moveDay(server)
    case 'office':
      return tell(null, await changeAtOffice(server, step.salt))
    case 'backup':
      tell(null, 'is backed up')
      return await server.backup.keep()
    case 'restore':
      tell(null, 'goes back to its backup')
      await server.backup.putBack()
      return void (await server.rows('select sync.renew_epoch()'))
    case 'together':
      return await together(stage, step)
    case 'clone':
      return await stage.clone(deskOf(step.desk))
    case 'send_away':
      return await sendAway(stage, deskOf(step.desk))
    case 'hours':
      tell(null, `${step.hours} hours pass`)
      await passAtServer(server, step.hours)
      for (const desk of desks) desk.clock.pass(step.hours * 3_600_000)
      return await runTimers()
    case 'newer_server':
      tell(null, 'is brought to the next version')
      return await setVersion(server, schemaVersion + 1)
    default:
      return unreachable(step)
  }
}

/** Two commands that are held until both are on their way. */
async function together(
  stage: Stage,
  { desk, other, names, salt }: Extract<Step, { readonly do: 'together' }>,
): Promise<void> {
  const { desks, tell } = stage
  const { places, traffic } = stage.world
  const both = [desk, other].flatMap((number) => places[number]?.proxy ?? [])
  tell(null, `what desks ${desk + 1} and ${other + 1} do now comes in at the same moment`)
  for (const proxy of both) proxy.plan('/rpc/sync_push', { kind: 'held_before' })
  for (const [index, number] of [desk, other].entries()) {
    const name = names[index]
    if (name === undefined || desks[number] === undefined) continue
    await doCommand(stage, { do: 'command', desk: number, name, salt: `${salt}/${index}`, twice: false })
    await traffic.settle()
  }
  for (const proxy of both) if (proxy.held() === 0) proxy.forgetPlans()
  for (const proxy of both) proxy.release()
}

/** Nobody knows which of two that speak under one name is meant. */
async function sendAway({ world, desks, tell }: Stage, desk: SoakDesk): Promise<void> {
  const terminalId = desk.terminalId()
  if (terminalId === '' || desks.some((other) => other !== desk && other.terminalId() === terminalId)) return
  tell(desk.number, 'is sent away')
  await world.server.rows(
    'update public.terminals set revoked_at = clock_timestamp() where id = $1 and revoked_at is null',
    [terminalId],
  )
}
