import { Tab, TabList } from 'react-aria-components'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { hintOf } from '../../desk/keys.ts'
import { useWords, type Words } from '../../language/use-words.ts'
import { KeyHint } from '../../ui/key-hint.tsx'
import { queueNames, type QueueName } from './queue-name.ts'

type Queues = CallOutput<'desk.today'>

/** The queues with what is left and what is done. */
export function QueueTiles({ queues }: { readonly queues: Queues }) {
  const t = useWords()
  return (
    <TabList className="queue-tiles" aria-label={t('today.queues')}>
      {queueNames.map((name) => {
        const { remaining, done } = queues[name]
        const { hint } = hintOf(name)
        return (
          <Tab key={name} id={name} className="queue-tile">
            <span className="queue-tile-count">{remaining}</span>
            <span className="queue-tile-name cut">{t(`queue.${name}`)}</span>
            <KeyHint keys={hint} />
            <span className="queue-tile-done cut">{below(t, name, done)}</span>
            <Progress done={done} total={remaining + done} />
          </Tab>
        )
      })}
    </TabList>
  )
}

function below(t: Words, name: QueueName, done: number): string {
  if (name === 'inHouse') return t('today.here')
  if (name === 'deposits') return t('today.unpaid')
  return t(name === 'unassigned' ? 'today.withRoom' : 'today.done', { done })
}

function Progress({ done, total }: { readonly done: number; readonly total: number }) {
  if (done === 0) return null
  return (
    <svg className="queue-tile-track" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      <rect width={(done / total) * 100} height="1" />
    </svg>
  )
}
