// Short messages. What can be undone carries an Undo for eight seconds.
import { late } from './late'

const host = late(() => import('./ToastHost'), (file) => file.ToastHost)

/** Where the messages appear. */
export const Toasts = host.Late

export function told(message: string): void {
  void host.use((file) => file.told(message))
}

export function failed(error: unknown): void {
  void host.use((file) => file.failed(error))
}

export function undoable(message: string, undo: () => Promise<unknown>): void {
  void host.use((file) => file.undoable(message, undo))
}
