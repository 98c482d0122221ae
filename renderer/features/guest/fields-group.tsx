import { useId, type ReactNode } from 'react'

interface FieldsGroupProps {
  readonly title: string
  readonly children: ReactNode
}

/** Fields that belong together, under their title. */
export function FieldsGroup({ title, children }: FieldsGroupProps) {
  const id = useId()
  return (
    <section className="profile-group" aria-labelledby={id}>
      <h3 id={id} className="profile-heading">
        {title}
      </h3>
      {children}
    </section>
  )
}
