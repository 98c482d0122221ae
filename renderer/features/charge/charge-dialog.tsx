import { useState } from 'react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { useAction } from '../../bridge/use-action.ts'
import { BookingDialog } from '../../desk/booking-dialog.tsx'
import { hintOf } from '../../desk/keys.ts'
import { MoneyField } from '../../desk/money-field.tsx'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { StayTitle } from '../../desk/stay-title.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useLocale } from '../../language/language.ts'
import { parseMoney } from '../../language/money.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Chips } from '../../ui/chips.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'
import { NumberStepper } from '../../ui/number-stepper.tsx'
import { TextField } from '../../ui/text-field.tsx'
import './charge.css'

interface ChargeDialogProps {
  readonly bookingId: string
  readonly onDone: () => void
}

const usual = ['minibar', 'breakfast', 'parking', 'laundry', 'lateCheckOut'] as const

/** Puts a charge on a guest's bill. */
export function ChargeDialog({ bookingId, onDone }: ChargeDialogProps) {
  const t = useWords()
  return (
    <BookingDialog bookingId={bookingId} title={t('job.charge')} onClose={onDone}>
      {(booking) => <PostCharge booking={booking} onDone={onDone} />}
    </BookingDialog>
  )
}

function PostCharge({ booking, onDone }: { readonly booking: BookingDetail; readonly onDone: () => void }) {
  const t = useWords()
  const locale = useLocale()
  const { currency } = useHotel()
  const { money } = useFormats()
  const post = useAction('folio.postCharge')
  const tell = useNotices((state) => state.tell)
  const [description, setDescription] = useState('')
  const [quantity, setQuantity] = useState(1)
  const [price, setPrice] = useState('')
  const [tried, setTried] = useState(false)
  const unit = parseMoney(price, currency, locale)
  const totalMinor = unit.ok ? unit.value * quantity : null
  const priceProblem = !unit.ok
    ? t(`money.${unit.error.code}`)
    : unit.value === 0
      ? t('money.zero')
      : undefined

  async function finish() {
    setTried(true)
    if (description.trim() === '' || !unit.ok || priceProblem !== undefined) return showProblem()
    const done = await post.run({
      bookingId: booking.bookingId,
      description: description.trim(),
      quantity,
      unitPriceMinor: unit.value,
    })
    if (!done) return showProblem()
    tell({ text: t('done.charged', { what: description.trim(), amount: money(unit.value * quantity) }) })
    onDone()
  }

  useFinishKey(() => void finish())

  return (
    <Dialog
      title={<StayTitle task={t('job.charge')} booking={booking} />}
      closeLabel={t('action.close')}
      onClose={onDone}
      footer={
        <>
          <p className="dialog-foot-note charge-total">{totalMinor !== null && money(totalMinor)}</p>
          <Button onPress={onDone}>{t('action.cancel')}</Button>
          <Button kind="primary" {...hintOf('finish')} isBusy={post.running} onPress={() => void finish()}>
            {t('charge.post')}
          </Button>
        </>
      }
    >
      <EnterForm action={t('charge.post')} onEnter={() => void finish()}>
        <TextField
          label={t('charge.what')}
          value={description}
          onChange={setDescription}
          problem={tried && description.trim() === '' ? t('charge.sayWhat') : undefined}
          maxLength={200}
          autoFocus
        />
        <Chips
          label={t('charge.what')}
          choices={usual.map((name) => choice(t(`charge.usual.${name}`)))}
          chosen={description}
          onChoose={setDescription}
        />
        <div className="charge-figures">
          <NumberStepper
            label={t('charge.quantity')}
            value={quantity}
            onChange={setQuantity}
            minValue={1}
            maxValue={999}
          />
          <MoneyField
            label={t('charge.price')}
            text={price}
            onText={setPrice}
            problem={tried ? priceProblem : undefined}
          />
        </div>
        <Refusal error={post.error} />
      </EnterForm>
    </Dialog>
  )
}

function choice(text: string) {
  return { label: text, value: text }
}
