import { v7 } from 'uuid'
import { systemClock } from '../../../shared/kernel/clock.ts'
import { openStore } from '../../store/open.ts'
import { runCommand } from '../run-command.ts'
import { deskAt, noteGuest } from './small-hotel.ts'

/** A program that does commands until it is killed, and says each one that it would tell a clerk is done. */
const [file] = process.argv.slice(2)
const db = openStore({ file: file ?? '' })
for (let count = 0; ; count += 1) {
  const done = runCommand(
    db,
    noteGuest,
    { fullName: `Guest ${count}`, dirty: count % 2 === 0 },
    deskAt(systemClock),
    v7(),
  )
  if (done.ok) process.stdout.write(`${done.value.seq}\n`)
}
