import { useState } from 'react'
import { useCall } from '../../bridge/use-call.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { Decision } from './use-settle.ts'

/** Remedies that ask for a word first. */
export type Asking = 'relocate' | 'cancel' | 'keep_money' | 'refund_money' | 'attach_other'

export function isAsking(kind: string): kind is Asking {
  return ['relocate', 'cancel', 'keep_money', 'refund_money', 'attach_other'].includes(kind)
}

interface DecisionFormProps {
  readonly asking: Asking
  readonly running: boolean
  readonly onDecide: (decision: Decision) => void
  readonly onBack: () => void
}

/** The one or two words that a decision asks for; what is usual stands there already, so that Enter is enough. */
export function DecisionForm({ asking, ...props }: DecisionFormProps) {
  if (asking === 'attach_other') return <FindStay {...props} />
  if (asking === 'relocate') return <Relocate {...props} />
  return <Reason asking={asking} {...props} />
}

type FormProps = Omit<DecisionFormProps, 'asking'>

function Relocate({ running, onDecide, onBack }: FormProps) {
  const t = useWords()
  const [hotel, setHotel] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)

  function decide() {
    setTried(true)
    if (hotel.trim() !== '') onDecide({ kind: 'relocate', hotel: hotel.trim(), note: note.trim() })
  }

  return (
    <EnterForm action={t('settle.relocate')} onEnter={decide}>
      <TextField
        label={t('settle.hotel')}
        value={hotel}
        onChange={setHotel}
        maxLength={100}
        problem={tried && hotel.trim() === '' ? t('settle.needed') : undefined}
        autoFocus
      />
      <TextField label={t('settle.note')} value={note} onChange={setNote} maxLength={300} />
      <Foot label={t('settle.relocate')} danger running={running} onDecide={decide} onBack={onBack} />
    </EnterForm>
  )
}

const usual = {
  cancel: { field: 'settle.reason', text: 'settle.usualReason', button: 'settle.cancel' },
  keep_money: { field: 'settle.moneyNote', text: 'settle.keepUsual', button: 'settle.keep' },
  refund_money: { field: 'settle.moneyNote', text: 'settle.refundUsual', button: 'settle.refund' },
} as const

function Reason({
  asking,
  running,
  onDecide,
  onBack,
}: FormProps & { readonly asking: 'cancel' | 'keep_money' | 'refund_money' }) {
  const t = useWords()
  const { field, text: usually, button } = usual[asking]
  const [text, setText] = useState(() => t(usually))
  const [tried, setTried] = useState(false)

  function decide() {
    setTried(true)
    const said = text.trim()
    if (said === '') return
    onDecide(asking === 'cancel' ? { kind: asking, reason: said } : { kind: asking, note: said })
  }

  return (
    <EnterForm action={t(button)} onEnter={decide}>
      <TextField
        label={t(field)}
        value={text}
        onChange={setText}
        maxLength={500}
        problem={tried && text.trim() === '' ? t('settle.needed') : undefined}
        autoFocus
      />
      <Foot
        label={t(button)}
        danger={asking === 'cancel'}
        running={running}
        onDecide={decide}
        onBack={onBack}
      />
    </EnterForm>
  )
}

/** Finds the stay that money was for, as anything is found at the desk. */
function FindStay({ running, onDecide, onBack }: FormProps) {
  const t = useWords()
  const { days } = useFormats()
  const [text, setText] = useState('')
  const { value } = useCall('search.find', text.trim() === '' ? null : { text: text.trim() })
  const hits = (value?.hits ?? []).filter(({ bookingId }) => bookingId !== null)

  function decide() {
    const bookingId = hits[0]?.bookingId
    if (typeof bookingId === 'string') onDecide({ kind: 'attach', bookingId })
  }

  return (
    <EnterForm action={t('remedy.attach_other')} onEnter={decide}>
      <TextField
        label={t('settle.find')}
        help={t('settle.findHelp')}
        value={text}
        onChange={setText}
        maxLength={200}
        autoFocus
      />
      <ul className="conflict-hits">
        {hits.slice(0, 6).map((hit, index) => (
          <li key={`${hit.kind} ${hit.id}`}>
            <Button
              kind={index === 0 ? 'primary' : 'plain'}
              isBusy={running}
              onPress={() => hit.bookingId !== null && onDecide({ kind: 'attach', bookingId: hit.bookingId })}
            >
              <span className="cut">
                {[hit.title, hit.subtitle, hit.stay && days(hit.stay.arrival, hit.stay.departure)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      <Button kind="quiet" hint="Esc" onPress={onBack}>
        {t('settle.back')}
      </Button>
    </EnterForm>
  )
}

function Foot({
  label,
  danger,
  running,
  onDecide,
  onBack,
}: {
  readonly label: string
  readonly danger: boolean
  readonly running: boolean
  readonly onDecide: () => void
  readonly onBack: () => void
}) {
  const t = useWords()
  return (
    <div className="conflict-foot">
      <Button kind={danger ? 'danger' : 'primary'} hint="⏎" isBusy={running} onPress={onDecide}>
        {label}
      </Button>
      <Button kind="quiet" hint="Esc" onPress={onBack}>
        {t('settle.back')}
      </Button>
    </div>
  )
}
