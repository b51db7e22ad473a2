// A dialog with a form: the first field has the focus, not the way out.
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { openDialog } from '@/kernel/dialogs'

interface FormDialog {
  title: string
  content: (close: () => void) => ReactNode
}

export function openForm({ title, content }: FormDialog): void {
  void openDialog({ title, content: (close) => <First>{content(close)}</First> })
}

function First({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  // The dialog looks for this mark once it is painted.
  useLayoutEffect(() => { box.current?.querySelector('input:not([type=file]), select, textarea')?.setAttribute('data-autofocus', 'true') }, [])
  return <div ref={box}>{children}</div>
}
