import type { ReactNode } from 'react'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { useRackTask } from './rack-task.ts'

interface StripProps {
  readonly title: string
  readonly children: ReactNode
}

/** The strip at the foot of the chart; it takes the focus, and gives it back to the rack. */
export function Strip({ title, children }: StripProps) {
  const t = useWords()
  const end = useRackTask((state) => state.end)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc leaves it, from any of its fields
    <section
      className="rack-strip"
      aria-label={t('rack.strip')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        event.stopPropagation()
        end()
      }}
    >
      <strong className="rack-strip-title">{title}</strong>
      {children}
      <Button onPress={end} hint="Esc">
        {t('action.cancel')}
      </Button>
    </section>
  )
}
