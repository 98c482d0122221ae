import { Component, type ReactNode } from 'react'
import { catalogues } from '../language/catalogue.ts'
import { useLanguage } from '../language/language.ts'
import { Button } from '../ui/button.tsx'
import { Entrance } from '../ui/entrance.tsx'

interface ErrorBoundaryState {
  readonly failed: boolean
}

/** The one place where a bug in the window ends: the terminal has everything that was done, so loading again is safe. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failed: false }

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    const words = catalogues[useLanguage.getState().language]
    return (
      <Entrance title={words['bug.title']} intro={words['bug.intro']}>
        <Button kind="primary" size="large" autoFocus onPress={() => window.location.reload()}>
          {words['bug.reload']}
        </Button>
      </Entrance>
    )
  }
}
