import { useState, type ReactNode } from 'react'
import { housekeepingStatuses, type HousekeepingStatus } from '../../../shared/domain/room/housekeeping.ts'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { useAction } from '../../bridge/use-action.ts'
import { hintOf } from '../../desk/keys.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Chips } from '../../ui/chips.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { TextField } from '../../ui/text-field.tsx'
import type { Block, RoomToBlock } from './blocks-dialog.tsx'
import { StaysInWay } from './stays-in-way.tsx'

const kinds = ['out_of_order', 'out_of_service'] as const
const usual = ['water', 'climate', 'power', 'paint', 'clean'] as const

interface BlockFormProps {
  readonly room: RoomToBlock
  /** The block that is changed; null for a new one. */
  readonly block: Block | null
  /** Stands in the place of the form while a stay is moved. */
  readonly mover: ReactNode
  readonly onMove: (bookingId: string) => void
  readonly onBack: () => void
  readonly onDone: () => void
}

/** What is wrong with a room, from when to when, and how it comes back. Who has it then is named, with a way to move them. */
export function BlockForm({ room, block, mover, onMove, onBack, onDone }: BlockFormProps) {
  const t = useWords()
  const { days } = useFormats()
  const { businessDate } = useHotel()
  const make = useAction('room.block')
  const change = useAction('room.changeBlock')
  const tell = useNotices((state) => state.tell)
  const [kind, setKind] = useState(block?.kind ?? 'out_of_order')
  const [from, setFrom] = useState(block?.from ?? room.from ?? businessDate)
  const [to, setTo] = useState(block?.to ?? room.to ?? addDays(from, 1))
  const [reason, setReason] = useState(block?.reason ?? '')
  const [returnStatus, setReturnStatus] = useState<HousekeepingStatus>(block?.returnStatus ?? 'dirty')
  const [tried, setTried] = useState(false)
  const begun = block !== null && block.from < businessDate
  const wrongDays = to <= from || to <= businessDate
  const error = make.error ?? change.error
  const running = make.running || change.running

  async function finish() {
    if (mover !== null) return
    setTried(true)
    const why = reason.trim()
    if (wrongDays || why === '') return showProblem()
    const wish = { kind, from, to, reason: why, returnStatus }
    const done =
      block === null
        ? await make.run({ roomId: room.roomId, ...wish })
        : await change.run({ blockId: block.blockId, ...wish })
    if (!done) return showProblem()
    tell({
      text: t('done.blocked', { room: room.roomNumber, kind: t(`rack.block.${kind}`), days: days(from, to) }),
    })
    onDone()
  }

  useFinishKey(() => void finish())

  if (mover !== null) return mover
  const action =
    block === null ? t(kind === 'out_of_order' ? 'block.save' : 'block.saveService') : t('block.saveChange')
  const reasons = usual.map((name) => t(`block.usual.${name}`))
  return (
    <Dialog
      title={t('block.room', { room: room.roomNumber })}
      closeLabel={t('action.close')}
      onClose={onBack}
      footer={
        <>
          <span className="dialog-foot-note" />
          <Button onPress={onBack}>{t('action.cancel')}</Button>
          <Button
            kind="primary"
            {...hintOf('finish')}
            isBusy={running}
            data-next-focus
            onPress={() => void finish()}
          >
            {action}
          </Button>
        </>
      }
    >
      <EnterForm action={action} onEnter={() => void finish()}>
        <div className="block-kind">
          <Segments
            label={t('block.kind')}
            chosen={kind}
            choices={kinds.map((value) => ({ value, label: t(`block.kind.${value}`) }))}
            onChoose={setKind}
          />
          <p className="soft">{t(`block.help.${kind}`)}</p>
        </div>
        <TextField
          label={t('block.reason')}
          value={reason}
          onChange={setReason}
          maxLength={200}
          problem={tried && reason.trim() === '' ? t('block.reasonProblem') : undefined}
          autoFocus
        />
        <Chips
          label={t('block.reason')}
          choices={reasons.map((label) => ({ label, value: label }))}
          chosen={reason}
          onChoose={setReason}
        />
        <div className="block-fields">
          <DateField
            label={t('block.from')}
            value={from}
            onChange={(day) => {
              setFrom(day)
              if (to <= day) setTo(addDays(day, 1))
            }}
            isDisabled={begun}
          />
          <DateField
            label={t('block.to')}
            value={to}
            onChange={setTo}
            problem={tried && wrongDays ? t('block.toProblem') : undefined}
          />
          <Select
            label={t('block.returns')}
            value={returnStatus}
            choices={housekeepingStatuses.map((value) => ({ value, label: t(`room.${value}`) }))}
            onChange={setReturnStatus}
          />
        </div>
        {begun && <p className="faint">{t('block.begun')}</p>}
      </EnterForm>
      <div className="block-way stack">
        {error?.code === 'already_done' ? (
          <NoticeBox tone="bad" announce title={t('block.overlaps')} />
        ) : (
          error?.code !== 'room_not_available' && <Refusal error={error} />
        )}
        {kind === 'out_of_order' && !wrongDays && (
          <StaysInWay roomId={room.roomId} from={from} to={to} onMove={onMove} />
        )}
      </div>
    </Dialog>
  )
}
