# SPDX-License-Identifier: Apache-2.0
# The program: everything but the steps of the pipeline, which are libraries.
add_library(imds_analyze STATIC
  baseline.cpp
  body_content.cpp
  changed_since.cpp
  driver.cpp
  embedded.cpp
  fingerprint.cpp
  pinned.cpp
  program_signs.cpp
  inputs.cpp
  join_readings.cpp
  merge_units.cpp
  options.cpp
  software.cpp
  subprocess.cpp
  suppress.cpp
  verb_analyze.cpp)
target_link_libraries(imds_analyze PUBLIC imds_analyzer_output imds_kept
  PRIVATE PkgConfig::RE2)
foreach(step scan shell lexical extract link judge)
  if(TARGET imds_${step})
    target_link_libraries(imds_analyze PUBLIC imds_${step})
  endif()
endforeach()

# Until every step is there, there is a library to test and no program.
if(TARGET imds_scan AND TARGET imds_lexical AND TARGET imds_extract
   AND TARGET imds_judge)
  add_executable(imds-ready-analyze main.cpp)
  target_link_libraries(imds-ready-analyze PRIVATE imds_analyze)
  set_target_properties(imds-ready-analyze PROPERTIES RUNTIME_OUTPUT_DIRECTORY
    "${PROJECT_BINARY_DIR}/libexec/imds-ready")
  install(TARGETS imds-ready-analyze
    RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/imds-ready)
endif()
