import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import './dialog.css';
import { useWords } from './words';

interface DialogProps {
  readonly title: string;
  /** Escape, the close button and a click beside the dialog. */
  readonly onClose: () => void;
  /** false: the title is there for screen readers only. */
  readonly showTitle?: boolean;
  readonly width?: 'narrow' | 'middle' | 'wide';
  readonly place?: 'centre' | 'top';
  readonly className?: string;
  readonly children: ReactNode;
}

/** A modal dialog: the browser keeps the focus inside, gives it back afterwards and closes on Escape. */
export function Dialog({ title, onClose, showTitle = true, width = 'middle', place = 'centre', className = '', children }: DialogProps) {
  const words = useWords();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Before the effects of what is inside, which may want the focus elsewhere.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null || dialog.open) return undefined;
    dialog.showModal();
    // The browser would take the close button; what one came for is the first field.
    dialog.querySelector<HTMLElement>('input, select, textarea')?.focus();
    return () => dialog.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      data-width={width}
      data-place={place}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // The owner decides: closing here would leave React with a dialog that it believes to be open.
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head" data-hidden={!showTitle || undefined}>
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="icon-button" onClick={onClose} aria-label={words.t('desk.action.close')}>
            ✕
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
