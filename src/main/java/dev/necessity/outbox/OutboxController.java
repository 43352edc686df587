package dev.necessity.outbox;

import dev.necessity.cases.CaseConflictException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/outbox}: what is still to be delivered, what is dead, and another start for it. */
@RestController
@RequestMapping("/api/outbox")
class OutboxController {

  private static final int MOST = 200;

  private final Outbox outbox;

  OutboxController(Outbox outbox) {
    this.outbox = outbox;
  }

  @GetMapping
  List<Outbox.Entry> list(@RequestParam(defaultValue = "DEAD") Outbox.State state) {
    return outbox.list(state, MOST);
  }

  @PostMapping("/{id}/retry")
  void retry(@PathVariable String id) {
    if (!outbox.revive(id)) {
      throw new CaseConflictException("There is no dead delivery " + id + ".");
    }
  }
}
