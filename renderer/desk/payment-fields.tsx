import { useEffect, useEffectEvent, useRef } from 'react'
import { Label, RadioGroup } from 'react-aria-components'
import { paymentMethods, type PaymentMethod } from '../../shared/domain/folio/payment-method.ts'
import { useWords } from '../language/use-words.ts'
import { Chips } from '../ui/chips.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { RadioRow } from '../ui/radio-row.tsx'
import { TextField } from '../ui/text-field.tsx'
import { MoneyField } from './money-field.tsx'
import { methodForDigit, type PaymentDraft, type PaymentProblems } from './payment-draft.ts'
import './payment-fields.css'

interface PaymentFieldsProps {
  readonly draft: PaymentDraft
  readonly onChange: (draft: PaymentDraft) => void
  readonly problems: PaymentProblems
  /** Amounts worth one click: the balance, the whole stay. */
  readonly offers?: readonly { readonly label: string; readonly value: string }[]
  readonly autoFocus?: boolean
}

const noOffers: NonNullable<PaymentFieldsProps['offers']> = []

/** How and how much: the method by its digit, then the amount, then what the method wants to know. */
export function PaymentFields({
  draft,
  onChange,
  problems,
  offers = noOffers,
  autoFocus = false,
}: PaymentFieldsProps) {
  const t = useWords()
  const fields = useRef<HTMLDivElement>(null)
  const change = (part: Partial<PaymentDraft>) => onChange({ ...draft, ...part })
  const problem = (field: keyof PaymentDraft) => (problems[field] ? t(problems[field]) : undefined)
  useMethodDigits((method) => {
    change({ method })
    requestAnimationFrame(() => selectNext(fields.current))
  })

  return (
    <div className="payment-fields" ref={fields}>
      <Methods method={draft.method} onChoose={(method) => change({ method })} autoFocus={autoFocus} />
      <div className="payment-detail">
        <MoneyField
          label={t('payment.amount')}
          name="amount"
          size="large"
          text={draft.amount}
          onText={(amount) => change({ amount })}
          problem={problem('amount')}
        />
        <Chips
          label={t('payment.amount')}
          choices={offers}
          chosen={draft.amount}
          onChoose={(amount) => change({ amount })}
        />
        {draft.method === 'cash' && (
          <MoneyField
            label={t('payment.tendered')}
            name="tendered"
            help={t('payment.tenderedHelp')}
            text={draft.tendered}
            onText={(tendered) => change({ tendered })}
            problem={problem('tendered')}
          />
        )}
        {draft.method === 'card' && (
          <TextField
            label={t('payment.lastFour')}
            value={draft.lastFour}
            onChange={(lastFour) => change({ lastFour })}
            problem={problem('lastFour')}
            help={t('payment.lastFourHelp')}
            inputMode="numeric"
            maxLength={4}
            autoComplete="off"
          />
        )}
        {draft.method !== 'cash' && (
          <TextField
            label={t(`payment.reference.${draft.method}`)}
            value={draft.reference}
            onChange={(reference) => change({ reference })}
            problem={problem('reference')}
            maxLength={100}
            autoComplete="off"
          />
        )}
      </div>
    </div>
  )
}

interface MethodsProps {
  readonly method: PaymentMethod
  readonly onChoose: (method: PaymentMethod) => void
  readonly autoFocus: boolean
}

function Methods({ method, onChoose, autoFocus }: MethodsProps) {
  const t = useWords()
  return (
    <RadioGroup
      className="payment-methods"
      value={method}
      onChange={(value) => paymentMethods.filter((known) => known === value).forEach(onChoose)}
    >
      <Label className="field-label">{t('payment.method')}</Label>
      {paymentMethods.map((known, index) => (
        <RadioRow
          key={known}
          value={known}
          className="payment-method"
          autoFocus={autoFocus && known === method}
        >
          <KeyHint keys={String(index + 1)} />
          {t(`method.${known}`)}
        </RadioRow>
      ))}
    </RadioGroup>
  )
}

/** After the method comes what is handed over, or how much. */
function selectNext(fields: HTMLElement | null): void {
  const [amount, tendered] = ['amount', 'tendered'].map((name) =>
    fields?.querySelector(`input[name="${name}"]`),
  )
  const next = amount instanceof HTMLInputElement && amount.value === '' ? amount : (tendered ?? amount)
  if (next instanceof HTMLInputElement) next.select()
}

/** Digits choose the method: alone where nothing is being typed, with Alt anywhere. */
function useMethodDigits(onMethod: (method: PaymentMethod) => void): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const typing =
      event.target instanceof HTMLElement && event.target.matches('input:not([type="radio"]), textarea')
    const method = methodForDigit(event.key)
    if (!method || event.ctrlKey || event.metaKey || (typing && !event.altKey)) return
    event.preventDefault()
    onMethod(method)
  })
  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [])
}
