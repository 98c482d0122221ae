import type { ReactNode, SubmitEvent } from 'react'

interface EnterFormProps {
  /** What Enter does in any field of the form; its button stands elsewhere. */
  readonly action: string
  readonly onEnter: () => void
  readonly className?: string
  readonly children: ReactNode
}

/** A form that Enter completes from any of its fields. */
export function EnterForm({ action, onEnter, className = 'stack', children }: EnterFormProps) {
  function submit(event: SubmitEvent) {
    event.preventDefault()
    onEnter()
  }
  return (
    <form className={className} onSubmit={submit} autoComplete="off">
      {children}
      <button type="submit" hidden>
        {action}
      </button>
    </form>
  )
}
