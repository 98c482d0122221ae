import { MoneyField } from '../../desk/money-field.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useWords } from '../../language/use-words.ts'
import { DateField } from '../../ui/date-field.tsx'
import type { NewBooking } from './use-new-booking.ts'

/** What the guest pays in advance and by when; left empty, what the hotel's plan asks for. */
export function DepositFields({ form }: { readonly form: NewBooking }) {
  const t = useWords()
  const { day, money } = useFormats()
  const { draft, setDraft, tried } = form
  const { plan, dueOn, problem } = form.deposit
  return (
    <div>
      <div className="stay-dates">
        <MoneyField
          label={t('deposit.amount')}
          text={draft.deposit}
          onText={(deposit) => setDraft({ ...draft, deposit })}
          problem={tried ? problem : undefined}
        />
        <DateField
          label={t('deposit.dueOn')}
          value={dueOn}
          onChange={(depositDueOn) => setDraft({ ...draft, depositDueOn })}
        />
      </div>
      <p className="field-help">
        {plan === null
          ? t('deposit.planAsksNothing')
          : t('deposit.planAsks', { amount: money(plan.amountMinor), day: day(plan.dueOn) })}
      </p>
    </div>
  )
}
