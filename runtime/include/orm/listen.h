// Session::on: listeners of one session. What can be listened to stands in orm/events.h.
#pragma once

#include <utility>

#include "orm/events.h"
#include "orm/session.h"

namespace orm {

template <class... T, class... Arguments>
Listener Session::on(Arguments&&... arguments) {
  return detail::events(core()).template on<T...>(std::forward<Arguments>(arguments)...);
}

}  // namespace orm
