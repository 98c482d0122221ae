import { Button as AriaButton } from 'react-aria-components'
import type { PendingCommand } from '../../../shared/contract/calls/terminal.ts'
import { useCall } from '../../bridge/use-call.ts'
import { commandName } from '../../desk/command-words.ts'
import { faultWords } from '../../desk/fault-words.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Sign } from '../../ui/mark.tsx'

const shown = 30

/** What was done here and is not confirmed by the server, and what the server could not simply take. */
export function PendingCommands({ onOpenBooking }: { readonly onOpenBooking: (bookingId: string) => void }) {
  const t = useWords()
  const { value, error } = useCall('terminal.commands', {})
  const commands = value?.commands ?? []
  return (
    <section className="line-section">
      <h3 className="line-subtitle">{t('line.commands', { count: commands.length })}</h3>
      <Refusal error={error} />
      <ul className="line-commands">
        {commands.slice(0, shown).map((command) => (
          <li key={command.opId}>
            <Command command={command} onOpenBooking={onOpenBooking} />
          </li>
        ))}
      </ul>
      {commands.length > shown && (
        <p className="faint">{t('line.more', { count: commands.length - shown })}</p>
      )}
    </section>
  )
}

interface CommandProps {
  readonly command: PendingCommand
  readonly onOpenBooking: (bookingId: string) => void
}

function Command({ command, onOpenBooking }: CommandProps) {
  const { bookingId } = command
  if (bookingId === null) {
    return (
      <div className="line-command">
        <CommandText command={command} />
      </div>
    )
  }
  return (
    <AriaButton className="line-command" onPress={() => onOpenBooking(bookingId)}>
      <CommandText command={command} />
    </AriaButton>
  )
}

function CommandText({ command }: { readonly command: PendingCommand }) {
  const t = useWords()
  const { time } = useFormats()
  const settled = command.state === 'pending'
  return (
    <>
      <Sign
        shape={settled && command.trouble === null ? 'ring' : 'triangle'}
        tone={settled ? (command.trouble === null ? 'accent' : 'warn') : 'bad'}
        label={command.trouble === null ? t(`line.state.${command.state}`) : t('line.willConflict')}
      />
      <span className="cut">{`${commandName(t, command.name)} · ${command.subject}`}</span>
      <span className="faint">{time(command.at)}</span>
      <span className="line-command-detail">
        {command.reason === null
          ? command.actorName
          : `${command.actorName} · ${faultWords(t, command.reason, command.fault)}`}
      </span>
    </>
  )
}
