import { Component, type ReactNode } from 'react';
import './part-guard.css';

interface PartGuardProps {
  /** What happened, what is safe, what to do. */
  readonly text: string;
  readonly retry: string;
  readonly children: ReactNode;
}

/** A part of the desk that fails to draw says so in its place and can be tried again; the rest of the desk stays in the hands of the person. */
export class PartGuard extends Component<PartGuardProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    const { text, retry, children } = this.props;
    if (!this.state.failed) return children;
    return (
      <section className="part-failed" role="alert">
        <p>{text}</p>
        <button type="button" className="button" onClick={() => this.setState({ failed: false })}>
          {retry}
        </button>
      </section>
    );
  }
}
