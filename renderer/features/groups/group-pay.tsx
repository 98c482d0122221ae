import { useAction } from '../../bridge/use-action.ts'
import { Change } from '../../desk/change.tsx'
import { useNotices } from '../../desk/notices.ts'
import { PaymentFields } from '../../desk/payment-fields.tsx'
import { Refusal } from '../../desk/refusal.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { usePayment } from '../../desk/use-payment.ts'
import { useWords } from '../../language/use-words.ts'
import { EnterForm } from '../../ui/enter-form.tsx'
import { NoticeBox } from '../../ui/notice-box.tsx'
import { showProblem } from '../../ui/show-problem.ts'
import type { Group } from './group-dialog.tsx'
import { GroupFacts } from './group-facts.tsx'
import { GroupTaskDialog } from './group-task-dialog.tsx'

interface GroupPayProps {
  readonly group: Group
  readonly onBack: () => void
}

/** One payment for the whole group: for the rooms, or for everything that is open. */
export function GroupPay({ group, onBack }: GroupPayProps) {
  const t = useWords()
  const { amount, money } = useFormats()
  const pay = useAction('group.pay')
  const tell = useNotices((state) => state.tell)
  const { roomsOwedMinor, owedMinor } = group
  const form = usePayment(group.paysRooms ? roomsOwedMinor : owedMinor)
  const excess = form.amountMinor === null ? 0 : form.amountMinor - owedMinor

  async function finish() {
    const payment = form.submit()
    const done = payment && (await pay.run({ groupId: group.groupId, payment }))
    if (!done) return showProblem()
    const values = {
      name: group.name,
      count: done.payments,
      amount: money(payment.amountMinor),
      change: money(done.changeMinor),
    }
    tell({ text: t(done.changeMinor > 0 ? 'done.groupPaidWithChange' : 'done.groupPaid', values) })
    onBack()
  }

  return (
    <GroupTaskDialog
      group={group}
      task={t('group.pay')}
      action={
        form.amountMinor === null
          ? t('payment.take')
          : t('payment.takeAmount', { amount: money(form.amountMinor) })
      }
      note={t('group.owed', { amount: money(owedMinor) })}
      isBusy={pay.running}
      onFinish={() => void finish()}
      onBack={onBack}
    >
      <EnterForm action={t('payment.take')} onEnter={() => void finish()}>
        <GroupFacts group={group} />
        <p className="soft">{t('group.payHelp')}</p>
        <PaymentFields
          draft={form.draft}
          onChange={form.setDraft}
          problems={form.problems}
          offers={[
            { label: t('group.offerRooms', { amount: amount(roomsOwedMinor) }), minor: roomsOwedMinor },
            { label: t('group.offerAll', { amount: amount(owedMinor) }), minor: owedMinor },
          ]
            .filter(({ minor }, index) => minor > 0 && (index === 0 || minor !== roomsOwedMinor))
            .map(({ label, minor }) => ({ label, value: amount(minor) }))}
          autoFocus
        />
        <Change changeMinor={form.changeMinor} />
        {excess > 0 && <NoticeBox tone="warn">{t('payment.excess', { amount: money(excess) })}</NoticeBox>}
        <Refusal error={pay.error} />
      </EnterForm>
    </GroupTaskDialog>
  )
}
